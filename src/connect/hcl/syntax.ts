/** What a Terraform file says, unevaluated: the part of HCL's native syntax that configurations of clients and scopes are written in. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly offset: number }
  | { readonly kind: 'template'; readonly parts: readonly Expression[]; readonly offset: number }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly offset: number }
  | { readonly kind: 'object'; readonly members: readonly ObjectMember[]; readonly offset: number }
  /** `local.scopes`, `auth0_client.shop.client_id`, `data.x.y.ids[local.name]`: names, indices, and null for all of a list. */
  | { readonly kind: 'traversal'; readonly path: readonly (string | Expression | null)[]; readonly offset: number }
  /** A function; `[]` is a step into what its first argument is. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly offset: number }
  /** `condition ? then : otherwise`: which it is, is known when it runs. */
  | { readonly kind: 'conditional'; readonly then: Expression; readonly otherwise: Expression; readonly offset: number }
  | Loop
  /** What is only known when it runs: operators. */
  | { readonly kind: 'dynamic'; readonly offset: number };

/** `[for key, value in over : result]` and `{for key, value in over : name => result}`. */
export interface Loop {
  readonly kind: 'loop';
  /** What it makes. */
  readonly makes: 'list' | 'object';
  /** Null where only the values have a name. */
  readonly key: string | null;
  readonly value: string;
  readonly over: Expression;
  /** Of an object's members; null in a list. */
  readonly name: Expression | null;
  readonly result: Expression;
  /** The condition by which some of them are left out; null without one. */
  readonly condition: Condition | null;
  readonly offset: number;
}

export interface Condition {
  /** What `value.attribute == "text"` compares with; null where it asks for something else. */
  readonly equals: { readonly text: string; readonly offset: number } | null;
}

export interface ObjectMember {
  /** Null where it is computed. */
  readonly name: string | null;
  readonly value: Expression;
  /** Where its name stands. */
  readonly offset: number;
}

export interface Body {
  readonly attributes: ReadonlyMap<string, Expression>;
  readonly blocks: readonly Block[];
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  readonly offset: number;
}
