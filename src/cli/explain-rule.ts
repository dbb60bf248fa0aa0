import { nearestName } from '../oauth/index.ts';
import { CONTROLS, type Rule, rules } from '../policy/index.ts';
import { answer, type CliContext, EXIT, type ExitCode, type Format, styled } from './command.ts';

/**
 * Says why a rule is one.
 *
 * @throws CliError where there is no such rule
 */
export function explainRule(context: CliContext, format: Format, id: string): ExitCode {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) {
    const nearest = nearestName(
      id,
      rules.map((one) => one.id),
    );
    return context.fail(
      nearest === null
        ? 'One argument is a rule, and this is none: ambit rules lists them. For a client, name the scope too: ambit explain CLIENT SCOPE.'
        : `There is no such rule. Did you mean ${nearest}?`,
    );
  }
  const { severity, waivable = severity === 'warning', title, why, control, bad, good } = rule;
  const json = { id, severity, waivable, title, why, control, bad, good };
  answer(context, format, { text: describe(context, rule), json });
  return EXIT.ok;
}

function describe(context: CliContext, { id, severity, waivable, title, why, control, bad, good }: Rule): string {
  const { columns } = context.stdout;
  const called = waivable ? `${severity} unless waived` : severity;
  return [
    `${styled(context, 'bold', id)} ${styled(context, severity === 'error' ? 'red' : 'yellow', called)}: ${title}`,
    '',
    ...wrapped(why, Math.min(columns ?? 100, 100) - 2).map((line) => `  ${line}`),
    '',
    `  control  ${control.map((one) => `${one} ${CONTROLS[one]}`).join('\n           ')}`,
    '',
    styled(context, 'red', 'bad'),
    indented(bad),
    styled(context, 'green', 'good'),
    indented(good),
  ].join('\n');
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

/** Lines of at most so many characters, where no word is longer. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
