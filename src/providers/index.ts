export type { Access, Catalog, CatalogScope } from './catalog.ts';
export type { CatalogSource } from './catalog-data.ts';
export { type ConstantScope, scopeOfConstant } from './constants.ts';
export { allGoogleScopes, type ConstantLanguage, googleScopeNamed } from './google-constants.ts';
export { type Breadth, catalogOf, type Judgement, judgeScope } from './judge-scope.ts';
export type { BroadRule, Provider } from './provider.ts';
export { providerOfScope, providers } from './providers.ts';
