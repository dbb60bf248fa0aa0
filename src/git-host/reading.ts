import { GitHostError } from './git-host-error.ts';

/** Reads documents of a host by their documented members: a member that is something else is refused, never guessed. */
export class HostReader {
  readonly #what: string;

  /** @param what how a person calls the document */
  constructor(what: string) {
    this.#what = what;
  }

  /** The member, which is a document itself. */
  object(value: unknown, name: string): Readonly<Record<string, unknown>> {
    const member = Object(value)[name] as unknown;
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return this.#refuse(name);
    return member as Readonly<Record<string, unknown>>;
  }

  list(value: unknown, name: string): readonly unknown[] {
    const member = Object(value)[name] as unknown;
    return Array.isArray(member) ? member : this.#refuse(name);
  }

  /** An id or a number of something. */
  id(value: unknown, name: string): number {
    const member = Object(value)[name] as unknown;
    return Number.isSafeInteger(member) && (member as number) > 0 ? (member as number) : this.#refuse(name);
  }

  text(value: unknown, name: string): string {
    const member = Object(value)[name] as unknown;
    return typeof member === 'string' ? member : this.#refuse(name);
  }

  hash(value: unknown, name: string): string {
    const member = this.text(value, name);
    return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(member) ? member : this.#refuse(name);
  }

  /** A moment in whole seconds, UTC, whatever its fraction and offset. */
  time(value: unknown, name: string): string {
    const member = this.text(value, name);
    const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(member);
    const milliseconds = isTime ? Date.parse(member) : Number.NaN;
    if (Number.isNaN(milliseconds)) return this.#refuse(name);
    return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
  }

  #refuse(name: string): never {
    throw new GitHostError(
      'answer_unreadable',
      `${this.#what} has no ${name} as the host's documentation describes it.`,
    );
  }
}
