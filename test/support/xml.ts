// Reading XML that we wrote, with a parser that is not ours.
import { Parser } from "saxen";

export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  /** Its own text, without that of elements inside. */
  text: string;
}

/** Elements of an XML document with their texts, in order; throws where it is not well-formed. */
export function parseXml(xml: string): XmlElement[] {
  const elements: XmlElement[] = [];
  const open: number[] = [];
  const parser = new Parser();
  parser.on("error", (error: Error) => {
    throw error;
  });
  parser.on("openTag", (name: string, attributes: () => Record<string, string>, decode: (text: string) => string) => {
    const decoded = Object.entries(attributes()).map(([key, value]) => [key, decode(value)]);
    open.push(elements.push({ name, attributes: Object.fromEntries(decoded), text: "" }) - 1);
  });
  parser.on("closeTag", () => void open.pop());
  parser.on("text", (text: string, decode: (text: string) => string) => {
    if (open.length > 0) elements[open.at(-1)!]!.text += decode(text);
  });
  parser.parse(xml);
  return elements;
}
