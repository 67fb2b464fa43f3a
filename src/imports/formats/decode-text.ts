// Bytes as text: UTF-8 and UTF-16 with their marks, else UTF-8, else Windows-1252, as German office programs write it.
import { problem, type Problem } from "../../domain/problem.ts";

/** More control characters than one in fifty: this was no text. */
const MOST_CONTROLS = 0.02;
const CONTROLS = /[\u0000-\u0008\u000E-\u001F\u007F\uFFFD]/g;

/** Control characters become blanks, so that all places stay. Throws ProblemError for what is no text. */
export function decodeText(bytes: Uint8Array): { text: string; problems: Problem[] } {
  const { text, encoding } = decoded(bytes);
  const controls = text.match(CONTROLS)?.length ?? 0;
  if (controls > text.length * MOST_CONTROLS)
    throw problem("WRONG_TYPE", [], "Das ist keine Textdatei: Sie enthält vor allem Zeichen, die kein Text sind.");
  const problems: Problem[] = [];
  if (encoding === "windows-1252")
    problems.push(
      note(
        "ENCODING",
        "Die Datei ist nicht in UTF-8 geschrieben; sie wurde als Windows-1252 gelesen. Bitte Umlaute prüfen.",
      ),
    );
  if (controls > 0)
    problems.push(
      note("CONTROL_CHARACTERS", `${controls} unsichtbare Steuerzeichen wurden durch Leerzeichen ersetzt.`),
    );
  return { text: text.replace(CONTROLS, " ").replaceAll("\r\n", " \n").replaceAll("\r", "\n"), problems };
}

const note = (code: string, message: string): Problem => ({ code, path: [], message });

function decoded(bytes: Uint8Array): { text: string; encoding: string } {
  const mark = (encoding: string) => ({ text: new TextDecoder(encoding).decode(bytes), encoding });
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return mark("utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return mark("utf-16be");
  const half = halfOfZeros(bytes);
  if (half) return mark(half);
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: windows1252(bytes), encoding: "windows-1252" };
  }
}

/** UTF-16 without a mark: German text has a zero in nearly every second byte, and always on the same side. */
function halfOfZeros(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const start = bytes.subarray(0, 2_000);
  const zeros = [0, 1].map((side) => start.filter((byte, i) => byte === 0 && i % 2 === side).length);
  if (zeros[1]! > start.length * 0.4 && zeros[0] === 0) return "utf-16le";
  return zeros[0]! > start.length * 0.4 && zeros[1] === 0 ? "utf-16be" : undefined;
}

/** 0x80 to 0x9F, where Windows-1252 is not Latin-1. Node 20's own decoder takes them for Latin-1 (nodejs/node 56542). */
const WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
const windows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString("latin1")
    .replace(/[\u0080-\u009F]/g, (character) => WINDOWS[character.charCodeAt(0) - 0x80]!);
