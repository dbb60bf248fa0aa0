/** Compiles a company's policy once in a process of its own, then again with one file changed, and prints the milliseconds of each. */
import { PolicyCompiler } from '../src/policy/index.ts';
import { policyFolder } from './policy-folder.ts';

const RELOADS = 10;

const [clients = 0, scopes = 0] = process.argv.slice(2).map(Number);
const files = policyFolder(clients, scopes);
const compiler = new PolicyCompiler();

function timed(texts: typeof files): number {
  const began = performance.now();
  const { identified } = compiler.compile(texts);
  if (identified === null) throw new Error('the policy has to compile');
  return performance.now() - began;
}

const compiled = timed(files);
const changed = files.findIndex(({ path }) => path.startsWith('clients/'));
const reloads = Array.from({ length: RELOADS }, (_, at) =>
  timed(
    files.map((file, index) =>
      index === changed
        ? { ...file, text: file.text.replace('maxTtlSeconds: 900', `maxTtlSeconds: ${800 + at}`) }
        : file,
    ),
  ),
);
console.log(JSON.stringify({ compiled, reloaded: reloads.sort((left, right) => left - right)[RELOADS / 2] }));
