import { SaxesParser } from 'saxes';
import { MAX_DEPTH } from './tree.ts';

/** An element of an XML document, its name without prefix. Offsets are in UTF-16 code units of the whole text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** What stands right in it, entities resolved; the texts between its children are joined. */
  readonly text: string;
  /** Where it begins, and where its content does. */
  readonly offset: number;
  readonly contentOffset: number;
  readonly end: number;
}

export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
  /** Of the value, behind its quotation mark. */
  readonly offset: number;
  readonly end: number;
}

/** A document, and the first thing in it that isn't well-formed; null where it is whole. */
export interface XmlDocument {
  readonly root: XmlElement | null;
  readonly problem: { readonly offset: number; readonly message: string } | null;
}

interface Open {
  name: string;
  attributes: XmlAttribute[];
  children: XmlElement[];
  text: string;
  offset: number;
  contentOffset: number;
  end: number;
}

/** A sign that begins no entity. */
const BARE_AMPERSAND = /&(?!#?\w{1,40};)/;

/** Reads XML 1.0 and 1.1. No entity of the document's own is expanded and nothing is fetched. What isn't well-formed is passed over. */
export function readXml(text: string): XmlDocument {
  let problem: XmlDocument['problem'] = null;
  let root: Open | null = null;
  let attributes: XmlAttribute[] = [];
  let begins = 0;
  const open: Open[] = [];
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on('error', () => {
    problem ??= { offset: Math.min(parser.position, text.length), message: 'this is not well-formed XML' };
  });
  parser.on('opentagstart', () => {
    attributes = [];
    begins = Math.max(text.lastIndexOf('<', parser.position - 1), 0);
  });
  parser.on('attribute', ({ name, value }) => {
    const end = parser.position - 1;
    const quote = text[end];
    const offset = quote === '"' || quote === "'" ? text.lastIndexOf(quote, end - 1) + 1 : end;
    attributes.push({ name: localName(name), value: String(value), offset, end });
  });
  parser.on('opentag', ({ name }) => {
    const element: Open = {
      name: localName(name),
      attributes,
      children: [],
      text: '',
      offset: begins,
      contentOffset: parser.position,
      end: parser.position,
    };
    if (open.length < MAX_DEPTH) {
      if (root === null) root = element;
      else open.at(-1)?.children.push(element);
    } else problem ??= { offset: element.offset, message: `more than ${MAX_DEPTH} elements stand in each other here` };
    open.push(element);
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (element !== undefined) element.end = parser.position;
  });
  const add = (part: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  const bare = BARE_AMPERSAND.exec(text);
  if (bare !== null) problem = { offset: bare.index, message: 'this is not well-formed XML' };
  // The parser would take all up to the next semicolon for the name of an entity.
  parser.write(text.replaceAll(new RegExp(BARE_AMPERSAND, 'g'), ' ')).close();
  return { root, problem };
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/** The children of an element that have a name, in the order of the file. */
export function childrenOf(element: XmlElement | null | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

export function attributeOf(element: XmlElement | null | undefined, name: string): XmlAttribute | null {
  return element?.attributes.find((attribute) => attribute.name === name) ?? null;
}

/** Every element of a document with the names of those around it, the outermost first. */
export function* elementsOf(
  element: XmlElement | null,
  path: readonly string[] = [],
): Generator<{ readonly path: readonly string[]; readonly element: XmlElement }> {
  if (element === null) return;
  yield { path, element };
  for (const child of element.children) yield* elementsOf(child, [...path, element.name]);
}
