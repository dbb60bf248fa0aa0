import type { Call, Expression } from '../model.ts';
import { chainOf } from '../names.ts';

/** What a field or parameter has that Spring's `@Value` or MicroProfile's `@ConfigProperty` fills in: its default, and a setting. */
export function configuredBy(annotations: readonly Call[]): Expression | null {
  for (const call of annotations) {
    const name = chainOf(call.callee).at(-1);
    const span = { offset: call.offset, end: call.end };
    if (name === 'ConfigProperty') {
      const [key, otherwise] = ['name', 'defaultValue'].map(
        (called) => call.arguments.find((argument) => argument.name === called)?.value,
      );
      return settingOf(key?.kind === 'text' ? key.value : null, otherwise ?? null, span);
    }
    if (name !== 'Value' && name !== 'Property') continue;
    const [first] = call.arguments;
    const given = first?.value;
    if (given?.kind !== 'text') return settingOf(null, null, span);
    const inside = /^\$\{([^:}]+)(?::([^}]*))?\}$/.exec(given.value);
    if (inside === null) return /[$#]\{/.test(given.value) ? settingOf(null, null, span) : null;
    const otherwise = inside[2] === undefined || inside[2] === '' ? null : inside[2];
    return settingOf(
      inside[1] ?? null,
      otherwise === null ? null : { kind: 'text', value: otherwise, offset: given.offset, end: given.end },
      span,
    );
  }
  return null;
}

function settingOf(
  key: string | null,
  otherwise: Expression | null,
  span: { readonly offset: number; readonly end: number },
): Expression {
  const unknown: Expression = { kind: 'unknown', reason: key === null ? 'a setting' : `the setting ${key}`, ...span };
  return otherwise === null ? unknown : { kind: 'choice', branches: [otherwise, unknown], ...span };
}
