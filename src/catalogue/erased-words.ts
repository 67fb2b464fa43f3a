// That words were taken out of published texts: whoever keeps an index of them sees it here and builds it anew.
import { randomUUID } from "node:crypto";
import type { EntityManager } from "typeorm";
import { getSetting, putSetting } from "../platform/setting.ts";

const NAME = "erased-words";

/** Call it in the transaction that took them out. */
export const markWordsErased = (manager: EntityManager) => putSetting(manager, NAME, randomUUID());

/** Random, another one after each erasure and after each restored backup; empty before the first. */
export const lastErasure = async (manager: EntityManager) => (await getSetting(manager, NAME)) ?? "";
