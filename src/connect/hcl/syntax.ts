/** What a Terraform file says, unevaluated: the part of HCL's native syntax that configurations of clients and scopes are written in. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly offset: number }
  | { readonly kind: 'template'; readonly parts: readonly Expression[]; readonly offset: number }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly offset: number }
  | { readonly kind: 'object'; readonly members: readonly ObjectMember[]; readonly offset: number }
  /** `local.scopes`, `auth0_client.shop.client_id`, `data.x.y.ids[local.name]`: names, indices, and null for all of a list. */
  | { readonly kind: 'traversal'; readonly path: readonly (string | Expression | null)[]; readonly offset: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly offset: number }
  /** What is only known when it runs: operators, conditions, loops. */
  | { readonly kind: 'dynamic'; readonly offset: number };

export interface ObjectMember {
  /** Null where it is computed. */
  readonly name: string | null;
  readonly value: Expression;
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
