import { entriesOf, itemsOf, type Scalar, textOf, type Value, valueAt } from '../documents/index.ts';

/** What a value of a template comes to: texts as they are written, texts that are put together, and what isn't known. */
export type Piece =
  | { readonly kind: 'written'; readonly scalar: Scalar; readonly sure: boolean }
  /** A text at no place of its own: `!Sub`, `!Join`. A part of it that isn't known is `${…}`. */
  | {
      readonly kind: 'made';
      readonly text: string;
      readonly offset: number;
      readonly end?: number;
      readonly sure: boolean;
    }
  | { readonly kind: 'unknown'; readonly offset: number; readonly reason: string };

const MAX_DEPTH = 20;
/** Values of one template: what is more is made to take long. */
const MAX_PIECES = 50_000;
// biome-ignore lint/suspicious/noTemplateCurlyInString: it looks like what it stands for
const UNKNOWN_PART = '${…}';
/** Functions by the names that JSON has for them. */
const FUNCTIONS = new Set([
  'Ref',
  'Fn::Sub',
  'Fn::Join',
  'Fn::If',
  'Fn::Split',
  'Fn::Select',
  'Fn::GetAtt',
  'Fn::ImportValue',
  'Fn::FindInMap',
  'Fn::Transform',
]);

/** Works out the intrinsic functions of a template (CloudFormation User Guide, "Intrinsic function reference"). */
export class Intrinsics {
  readonly #template: Value;
  #pieces = 0;

  constructor(template: Value) {
    this.#template = template;
  }

  /** The texts that a value comes to; a list's are those of its items. */
  pieces(value: Value | undefined, sure = true, depth = 0): readonly Piece[] {
    if (value === undefined) return [];
    this.#pieces += 1;
    const { offset } = value;
    if (depth > MAX_DEPTH || this.#pieces > MAX_PIECES)
      return [{ kind: 'unknown', offset, reason: 'more values than are worked out' }];
    const called = callOf(value);
    if (called !== null) return this.#call(called.name, called.argument, offset, sure, depth + 1);
    if (value.kind === 'list') return value.items.flatMap((item) => this.pieces(item, sure, depth + 1));
    return value.kind === 'scalar' && textOf(value) !== null ? [{ kind: 'written', scalar: value, sure }] : [];
  }

  /** Texts alone, those of which a part is unknown with `${…}` for it. */
  texts(value: Value | undefined): readonly { readonly text: string; readonly sure: boolean }[] {
    return this.pieces(value).map(textOfPiece);
  }

  #call(name: string, argument: Value, offset: number, sure: boolean, depth: number): readonly Piece[] {
    switch (name) {
      case 'Ref':
        return this.#reference(textOf(argument) ?? '', offset, depth);
      case 'Fn::Sub':
        return this.#substituted(argument, offset, sure, depth);
      case 'Fn::Join': {
        const [separator, list] = itemsOf(argument);
        const by = textOf(separator) ?? '';
        // Scopes that are joined by blanks keep their places.
        if (/^[\s,]+$/.test(by)) return this.pieces(list, sure, depth);
        const parts = this.pieces(list, sure, depth).map(textOfPiece);
        const text = parts.map((part) => part.text).join(by);
        return [{ kind: 'made', text, offset, sure: sure && parts.every((part) => part.sure) }];
      }
      case 'Fn::If':
        return itemsOf(argument)
          .slice(1)
          .flatMap((option) => this.pieces(option, false, depth));
      case 'Fn::Split':
        return this.#split(argument, sure, depth);
      case 'Fn::FindInMap':
        return this.#inMap(argument, offset, depth);
      default:
        return [{ kind: 'unknown', offset, reason: `the function ${name.replace('Fn::', '')}` }];
    }
  }

  #split(argument: Value, sure: boolean, depth: number): readonly Piece[] {
    const [separator, whole] = itemsOf(argument);
    const by = textOf(separator) ?? '';
    return this.pieces(whole, sure, depth).flatMap((piece): readonly Piece[] => {
      if (piece.kind === 'unknown' || by === '') return [piece];
      const { text, sure: isSure } = textOfPiece(piece);
      const { offset, end } = piece.kind === 'written' ? piece.scalar : piece;
      return text.split(by).map((part) => ({
        kind: 'made',
        text: part.trim(),
        offset,
        ...(end === undefined ? {} : { end }),
        sure: isSure,
      }));
    });
  }

  /** A parameter's default, or a resource's own id where that is something that it says. */
  #reference(name: string, offset: number, depth: number): readonly Piece[] {
    if (name === 'AWS::NoValue') return [];
    const parameter = valueAt(this.#template, 'Parameters', name);
    const byDefault = valueAt(parameter, 'Default');
    if (byDefault !== undefined && textOf(byDefault) !== '') {
      const isList = /List/.test(textOf(valueAt(parameter, 'Type')) ?? '');
      const text = textOf(byDefault);
      return isList && text !== null
        ? text.split(',').map((part) => ({ kind: 'made', text: part.trim(), offset, sure: false }))
        : [{ kind: 'made', text: text ?? UNKNOWN_PART, offset, sure: false }];
    }
    if (parameter !== undefined) return [{ kind: 'unknown', offset, reason: `the parameter ${name}` }];
    const resource = valueAt(this.#template, 'Resources', name);
    if (textOf(valueAt(resource, 'Type')) === 'AWS::Cognito::UserPoolResourceServer')
      return this.pieces(valueAt(resource, 'Properties', 'Identifier'), true, depth).map((piece) =>
        piece.kind === 'written' ? { kind: 'made', ...textOfPiece(piece), offset } : { ...piece, offset },
      );
    return [{ kind: 'unknown', offset, reason: `what ${name} is when it is made` }];
  }

  #substituted(argument: Value, offset: number, sure: boolean, depth: number): readonly Piece[] {
    const [first, own] = argument.kind === 'list' ? argument.items : [argument];
    const format = textOf(first);
    if (format === null) return [{ kind: 'unknown', offset, reason: 'a text that is put together' }];
    if (!format.includes('${'))
      return first?.kind === 'scalar' ? [{ kind: 'written', scalar: { ...first, offset }, sure }] : [];
    let isSure = sure;
    const text = format.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      const given = valueAt(own, name.trim());
      const pieces =
        given === undefined ? this.#reference(name.trim(), offset, depth) : this.pieces(given, sure, depth);
      const [piece] = pieces;
      if (pieces.length !== 1 || piece === undefined || piece.kind === 'unknown') return UNKNOWN_PART;
      const part = textOfPiece(piece);
      isSure &&= part.sure;
      return part.text === whole ? UNKNOWN_PART : part.text;
    });
    return [{ kind: 'made', text, offset, sure: isSure }];
  }

  /** Of a map whose keys aren't known, every value may be the one. */
  #inMap(argument: Value, offset: number, depth: number): readonly Piece[] {
    const [name, ...keys] = itemsOf(argument).map((item) => textOf(item));
    let values: readonly Value[] = [valueAt(this.#template, 'Mappings', name ?? '')].filter((one) => one !== undefined);
    const written = itemsOf(argument).slice(1, 3);
    let isSure = true;
    for (const [index, key] of keys.slice(0, 2).entries()) {
      const isKnown = key !== null && callOf(written[index] ?? argument) === null;
      if (!isKnown) isSure = false;
      values = values.flatMap((value) =>
        isKnown ? (valueAt(value, key) ?? []) : entriesOf(value).map((entry) => entry.value),
      );
    }
    if (values.length === 0) return [{ kind: 'unknown', offset, reason: 'the function FindInMap' }];
    return values.flatMap((value) => this.pieces(value, isSure, depth));
  }
}

function textOfPiece(piece: Piece): { readonly text: string; readonly sure: boolean } {
  if (piece.kind === 'written') return { text: textOf(piece.scalar) ?? '', sure: piece.sure };
  return piece.kind === 'made' ? piece : { text: UNKNOWN_PART, sure: true };
}

/** A function and its argument, by a tag of YAML or by an object with one member. */
function callOf(value: Value): { readonly name: string; readonly argument: Value } | null {
  if (value.tag !== undefined) {
    const name = value.tag.slice(1);
    const { tag: _, ...argument } = value;
    return { name: name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`, argument };
  }
  const [entry, second] = entriesOf(value);
  return entry !== undefined && second === undefined && FUNCTIONS.has(entry.name)
    ? { name: entry.name, argument: entry.value }
    : null;
}
