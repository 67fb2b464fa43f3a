// All import formats; one more is its file in formats/ and a line here.
import { csv } from "./formats/csv.ts";
import { docx } from "./formats/docx.ts";
import { pdf } from "./formats/pdf.ts";
import { text } from "./formats/text.ts";
import { xlsx } from "./formats/xlsx.ts";
import { yaml } from "./formats/yaml.ts";
import type { ImportFormat } from "./import-format.ts";

export const FORMATS: readonly ImportFormat[] = [text, docx, pdf, xlsx, csv, yaml];
