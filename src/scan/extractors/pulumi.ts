import { documentsOf, hasNames, problemOf } from '../documents/index.ts';
import type { Module } from '../terraform/module.ts';
import { resourcesOf } from '../terraform/pulumi-program.ts';
import { isRead, TerraformReading } from '../terraform/reading.ts';
import type { Extractor } from '../types.ts';

const NO_MODULE: Module = {
  files: [],
  variables: new Map(),
  values: new Map(),
  locals: new Map(),
  resources: new Map(),
};

/** Programs of Pulumi that are written in YAML: the resources that the Terraform extractor reads, under Pulumi's names. */
export const pulumi: Extractor = {
  id: 'pulumi',
  title: 'Pulumi YAML programs',
  paths: /\.ya?ml$/i,
  mentions: ['aws:', 'auth0:', 'okta:', 'azuread:', 'gcp:', 'keycloak:'],
  recognises: ({ text }) =>
    hasNames(text, 'resources', 'type', 'properties') &&
    /type["']?\s*:\s*["']?(aws|auth0|okta|azuread|gcp|keycloak):\w/.test(text),
  extract(file) {
    const reading = new TerraformReading(file, NO_MODULE, null);
    for (const { root } of documentsOf(file))
      for (const { type, body, block } of resourcesOf(root, file.path))
        if (isRead(type)) reading.resource(type, body, block);
    return { found: reading.found, dynamic: reading.dynamic, warning: problemOf(file) };
  },
};
