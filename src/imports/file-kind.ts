// What a file really is, by its first bytes: a photo called .docx is a photo.

export type FileKind = "pdf" | "zip" | "old-office" | "picture" | "archive" | "program" | "text";

const SIGNATURES: [FileKind, string, number[], number?][] = [
  ["pdf", "eine PDF-Datei", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["zip", "eine Office- oder ZIP-Datei", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", "eine leere ZIP-Datei", [0x50, 0x4b, 0x05, 0x06]],
  ["old-office", "eine Office-Datei im alten Format oder mit Kennwort", [0xd0, 0xcf, 0x11, 0xe0]],
  ["picture", "ein Bild (PNG)", [0x89, 0x50, 0x4e, 0x47]],
  ["picture", "ein Bild (JPEG)", [0xff, 0xd8, 0xff]],
  ["picture", "ein Bild (GIF)", [0x47, 0x49, 0x46, 0x38]],
  ["picture", "ein Bild (WebP)", [0x57, 0x45, 0x42, 0x50], 8],
  ["picture", "ein Bild (TIFF)", [0x49, 0x49, 0x2a, 0x00]],
  ["picture", "ein Bild (TIFF)", [0x4d, 0x4d, 0x00, 0x2a]],
  ["picture", "ein Bild (HEIC)", [0x66, 0x74, 0x79, 0x70], 4],
  ["archive", "ein Archiv (gzip)", [0x1f, 0x8b]],
  ["archive", "ein Archiv (7-Zip)", [0x37, 0x7a, 0xbc, 0xaf]],
  ["archive", "ein Archiv (RAR)", [0x52, 0x61, 0x72, 0x21]],
  ["program", "ein Programm", [0x4d, 0x5a, 0x90]],
  ["program", "ein Programm", [0x7f, 0x45, 0x4c, 0x46]],
];

/** `name` completes the German sentence "Die Datei ist …". */
export function kindOf(bytes: Uint8Array): { kind: FileKind; name: string } {
  const found = SIGNATURES.find(([, , signature, at = 0]) => signature.every((byte, i) => bytes[at + i] === byte));
  if (found) return { kind: found[0], name: found[1] };
  // UTF-16 has zeros as well; a reader of text will see.
  return { kind: "text", name: bytes.subarray(0, 4096).includes(0) ? "eine Datei unbekannter Art" : "eine Textdatei" };
}
