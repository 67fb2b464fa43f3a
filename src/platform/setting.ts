// Small facts about the database itself, by name: what was loaded, which index is live.
import { EntitySchema, type EntityManager } from "typeorm";

export interface SettingRow {
  name: string;
  value: string;
}
export const SettingTable = new EntitySchema<SettingRow>({
  name: "setting",
  columns: { name: { type: "text", primary: true }, value: { type: "text" } },
});

export const getSetting = async (manager: EntityManager, name: string) =>
  (await manager.findOneBy(SettingTable, { name }))?.value;

export const putSetting = (manager: EntityManager, name: string, value: string) =>
  manager.upsert(SettingTable, { name, value }, ["name"]);
