import { ANY, type Expression } from './model.ts';

const MAX_CHAIN = 60;
const MAX_FOLLOWED = 4;

/** The names of a call or member from left to right, what is called in between left out: `a.b(c).d` has `a`, `b`, `d`. */
export function chainOf(expression: Expression): readonly string[] {
  const names: string[] = [];
  let at: Expression | null = expression;
  for (let step = 0; at !== null && step < MAX_CHAIN; step += 1) {
    if (at.kind === 'member') {
      if (at.name !== ANY) names.push(at.name);
      at = at.object;
    } else if (at.kind === 'call') at = at.callee;
    else {
      if (at.kind === 'name') names.push(at.name);
      at = null;
    }
  }
  return names.reverse();
}

/** The expression with which a chain begins. */
export function headOf(expression: Expression): Expression {
  let at = expression;
  for (let step = 0; step < MAX_CHAIN; step += 1) {
    if (at.kind === 'member') at = at.object;
    else if (at.kind === 'call') at = at.callee;
    else break;
  }
  return at;
}

/**
 * The names of a chain, and of what stands behind the variable with which it begins: of `provider.addScope` also
 * `GoogleAuthProvider`, where `provider` is a new one, and the path from which that is imported.
 */
export function wideChainOf(expression: Expression, depth = 0): readonly string[] {
  const own = chainOf(expression);
  const head = headOf(expression);
  if (depth >= MAX_FOLLOWED || head.kind !== 'name') return own;
  const binding = head.scope.lookUp(head.name);
  if (binding === null) return own;
  if (binding.imported !== null) return [binding.imported.path, ...namesOfImport(binding.imported.name), ...own];
  const member = head.name === 'this' || head.name === 'self' ? memberOf(expression, head.name) : null;
  const behind = [...binding.values, ...(member ?? [])].slice(0, MAX_FOLLOWED);
  return [
    ...behind.flatMap((value) => {
      if (value.kind === 'call' || value.kind === 'member' || value.kind === 'name')
        return wideChainOf(value, depth + 1);
      if (value.kind === 'mapping' && value.type !== undefined) return chainOf(value.type);
      if (value.kind === 'class') return value.bases.flatMap((base) => wideChainOf(base, depth + 1));
      return [];
    }),
    ...own,
  ];
}

function namesOfImport(name: string | null): readonly string[] {
  return name === null || name === 'default' ? [] : [name];
}

/** The values of `x` in `this.x.y()`. */
function memberOf(expression: Expression, self: string): readonly Expression[] | null {
  let at = expression;
  for (let step = 0; step < MAX_CHAIN; step += 1) {
    if (at.kind === 'call') at = at.callee;
    else if (at.kind !== 'member') return null;
    else if (at.object.kind === 'name' && at.object.name === self) {
      const [value] = at.object.scope.lookUp(self)?.values ?? [];
      return value?.kind === 'class' ? (value.members.bindings.get(at.name)?.values ?? null) : null;
    } else at = at.object;
  }
  return null;
}

/** Whether a constant is called like the name of the parameter `scope`: `SCOPE_KEY`, `ParamScope`, `OAuth2ParameterNames.SCOPE`. */
export function isScopeKey(name: string): boolean {
  return /^(?:(?:key|param|parameter|field|query|oauth2?)_?)?scopes?(?:_?(?:key|param|parameter|field|name))?$/i.test(
    name,
  );
}

/** Names of a client's id, and of addresses to which it sends somebody. */
export const OF_A_CLIENT =
  /client_?(?:id|secret)|redirect_?ur[il]|(?:authori[sz](?:e|ation)|token)_?(?:ur[il]|endpoint)|^issuer$/i;
