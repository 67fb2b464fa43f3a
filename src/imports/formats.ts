// All import formats; one more is its file in formats/ and a line here.
import { text } from "./formats/text.ts";
import type { ImportFormat } from "./import-format.ts";

export const FORMATS: readonly ImportFormat[] = [text];
