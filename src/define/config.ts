/**
 * Documents of an organization in TypeScript. A module exports what it declares; `muster compile` writes the same YAML files that
 * one writes by hand. Nothing of this runs on the server.
 */
export * from './define.ts'
export type * from './documents.ts'
export { emp, ext, group, mail, teamLead, teamRole } from './references.ts'
export { rule } from './rule.ts'
