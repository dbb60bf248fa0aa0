/**
 * Draws what a command printed as an SVG that reads in light and dark, for the README: a picture of a real run.
 *
 *     npm start                                   # in one terminal
 *     npm run demo --silent | node tools/node24.js tools/terminal-picture.ts 'npm run demo' docs/demo.svg
 */
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const CHARACTER_WIDTH = 7.8;
const LINE_HEIGHT = 18;
const MARGIN = 20;
const MOST_COLUMNS = 118;
const MOST_LINES = 60;

function escapeMarkup(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Tokens and secrets of the demonstration mean nothing, but a picture is no place to get used to them. */
function withoutSecrets(line: string): string {
  return line.replace(/eyJ[A-Za-z0-9_-]{10,}(\.[A-Za-z0-9_-]+){0,2}/g, 'eyJ…');
}

/** The picture of a command and what it printed. */
export function terminalPicture(command: string, printed: string): string {
  const wrapped = printed
    .trimEnd()
    .split('\n')
    .map(withoutSecrets)
    .flatMap((line) => line.match(new RegExp(`.{1,${MOST_COLUMNS}}`, 'g')) ?? ['']);
  const lines = [`$ ${command}`, ...wrapped.slice(0, MOST_LINES)];
  const columns = Math.max(...lines.map((line) => line.length), 80);
  const width = Math.ceil(columns * CHARACTER_WIDTH + 2 * MARGIN);
  const height = lines.length * LINE_HEIGHT + 2 * MARGIN;
  const rows = lines.map((line, index) => {
    const kind = index === 0 ? ' class="command"' : /^\s*(✔|ok\b)/.test(line) ? ' class="good"' : '';
    return `<text${kind} x="${MARGIN}" y="${MARGIN + (index + 0.75) * LINE_HEIGHT}" xml:space="preserve">${escapeMarkup(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeMarkup(command)} in a terminal">
<style>
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2328; }
rect { fill: #f6f8fa; stroke: #d1d9e0; }
.command { font-weight: bold; }
.good { fill: #116329; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  rect { fill: #151b23; stroke: #3d444d; }
  .good { fill: #7ee787; }
}
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>
${rows.join('\n')}
</svg>
`;
}

// Not `import.meta.main`: tools/node24.js imports this file where npm runs it on Node.js 24 already.
if (process.argv[1] === import.meta.filename) {
  const [command, file] = process.argv.slice(2);
  if (command === undefined || file === undefined) {
    console.error('usage: terminal-picture.ts COMMAND FILE < what it printed');
    process.exit(2);
  }
  writeFileSync(file, terminalPicture(command, await text(process.stdin)));
}
