import { appsScript } from './extractors/apps-script.ts';
import { atlassianConnect } from './extractors/atlassian-connect.ts';
import { atlassianForge } from './extractors/atlassian-forge.ts';
import { auth0 } from './extractors/auth0.ts';
import { backstage } from './extractors/backstage.ts';
import { browserExtension } from './extractors/browser-extension.ts';
import { cloudformation } from './extractors/cloudformation.ts';
import { compose } from './extractors/compose.ts';
import { csharpExtractor } from './extractors/csharp.ts';
import { dotnetAppsettings } from './extractors/dotnet-appsettings.ts';
import { entraManifest } from './extractors/entra-manifest.ts';
import { env } from './extractors/env.ts';
import { envoy } from './extractors/envoy.ts';
import { githubAppManifest } from './extractors/github-app-manifest.ts';
import { goExtractor } from './extractors/go.ts';
import { hydraClient } from './extractors/hydra-client.ts';
import { iniConfig } from './extractors/ini-config.ts';
import { javaExtractor } from './extractors/java.ts';
import { javaScriptExtractor } from './extractors/javascript.ts';
import { keycloak } from './extractors/keycloak.ts';
import { kong } from './extractors/kong.ts';
import { kotlinExtractor } from './extractors/kotlin.ts';
import { krakend } from './extractors/krakend.ts';
import { kubernetes } from './extractors/kubernetes.ts';
import { mcpConfig } from './extractors/mcp-config.ts';
import { oauthClientSettings } from './extractors/oauth-client-settings.ts';
import { oauthMetadata } from './extractors/oauth-metadata.ts';
import { okta } from './extractors/okta.ts';
import { openApi } from './extractors/open-api.ts';
import { phpExtractor } from './extractors/php.ts';
import { pomerium } from './extractors/pomerium.ts';
import { postman } from './extractors/postman.ts';
import { pulumi } from './extractors/pulumi.ts';
import { python } from './extractors/python.ts';
import { quarkus } from './extractors/quarkus.ts';
import { rubyExtractor } from './extractors/ruby.ts';
import { sharepointSolution } from './extractors/sharepoint-solution.ts';
import { shopifyApp } from './extractors/shopify-app.ts';
import { slackManifest } from './extractors/slack-manifest.ts';
import { spring } from './extractors/spring.ts';
import { swaggerUi } from './extractors/swagger-ui.ts';
import { teamsManifest } from './extractors/teams-manifest.ts';
import { terraform } from './extractors/terraform.ts';
import { traefik } from './extractors/traefik.ts';
import type { Extractor } from './types.ts';

/** Every extractor, one line each. Of two that find the same scope at the same place the first is named. */
export const extractors: readonly Extractor[] = [
  appsScript,
  atlassianConnect,
  atlassianForge,
  backstage,
  browserExtension,
  entraManifest,
  githubAppManifest,
  mcpConfig,
  oauthMetadata,
  postman,
  sharepointSolution,
  shopifyApp,
  slackManifest,
  teamsManifest,
  keycloak,
  auth0,
  hydraClient,
  okta,
  openApi,
  swaggerUi,
  terraform,
  cloudformation,
  pulumi,
  kong,
  krakend,
  envoy,
  pomerium,
  traefik,
  compose,
  env,
  quarkus,
  spring,
  dotnetAppsettings,
  iniConfig,
  kubernetes,
  oauthClientSettings,
  javaScriptExtractor,
  python,
  goExtractor,
  javaExtractor,
  kotlinExtractor,
  csharpExtractor,
  rubyExtractor,
  phpExtractor,
];
