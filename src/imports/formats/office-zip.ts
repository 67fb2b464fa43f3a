// Opens the ZIP file that every DOCX and XLSX is, without trusting it: what it unpacks to is counted while it is unpacked.
import { Unzip, UnzipInflate } from "fflate";
import { problem, ProblemError } from "../../domain/problem.ts";

/** Far more than any form needs: a long document with pictures has 100 parts, and 2 MB of XML. */
export const MAX_PARTS = 2_000;
export const MAX_UNPACKED_BYTES = 50_000_000;
/** Fed to the decompressor at a time: 4 kB can become 4 MB before the count stops it. */
const STEP = 4_096;

/** The parts whose names match `wanted`, unpacked; all others stay packed. Throws ProblemError for bombs, macros and damage. */
export function unpackOffice(bytes: Uint8Array, wanted: RegExp): Map<string, Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  let count = 0;
  let unpacked = 0;
  const unzip = new Unzip((file) => {
    if (++count > MAX_PARTS)
      throw problem(
        "ZIP_BOMB",
        [],
        `Die Datei hat mehr als ${MAX_PARTS.toLocaleString("de-DE")} Teile und wird nicht gelesen.`,
      );
    if (/vbaProject\.bin$|^xl\/macrosheets\//iu.test(file.name))
      throw problem("MACROS", [], "Die Datei enthält Makros und wird nicht gelesen. Bitte ohne Makros speichern.");
    if (!wanted.test(file.name)) return;
    const chunks: Uint8Array[] = [];
    file.ondata = (error, chunk, final) => {
      if (error) throw error;
      unpacked += chunk.length;
      if (unpacked > MAX_UNPACKED_BYTES)
        throw problem(
          "ZIP_BOMB",
          [],
          `Die Datei ist ausgepackt größer als ${MAX_UNPACKED_BYTES / 1e6} MB und wird nicht gelesen.`,
        );
      chunks.push(chunk);
      if (final) parts.set(file.name, Buffer.concat(chunks));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += STEP)
      unzip.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
  } catch (error) {
    throw error instanceof ProblemError ? error : damaged();
  }
  return parts;
}

export const damaged = () =>
  problem(
    "DAMAGED_FILE",
    [],
    "Die Datei ist beschädigt und lässt sich nicht lesen. Bitte neu speichern und noch einmal senden.",
  );
