import { z } from 'zod'
import {
  attributeLines,
  attributeProblem,
  caField,
  nameLines,
  optionalFilter,
  optionalText,
  passwordField,
  portField,
  securityField,
} from '../ldap-protocol/server-fields.ts'

const attributeName = z
  .string()
  .trim()
  .regex(/^[a-zA-Z][a-zA-Z0-9-]{0,99}$/, 'must be the name of an attribute')
  .refine((name) => attributeProblem(name) === null, 'must not hold a secret')

/** What an administrator fills in to connect an LDAP server that is not Active Directory. */
export const LdapSettings = z.object({
  host: z.string().trim().min(1).max(500).meta({
    title: 'Host',
    help: 'The name of the server as its certificate has it.',
    placeholder: 'ldap.example.com',
    address: true,
  }),
  port: portField,
  security: securityField,
  ca_certificate: caField,
  bind_dn: z.string().trim().min(1).max(1000).meta({
    title: 'Service account',
    help: 'The distinguished name of an account that may read users and groups.',
    placeholder: 'uid=muster,ou=services,dc=example,dc=com',
  }),
  password: passwordField,
  user_bases: z.string().trim().min(1).max(20_000).meta({
    title: 'Where users are',
    help: 'Distinguished names, one a line.',
    multiline: true,
    placeholder: 'ou=people,dc=example,dc=com',
  }),
  group_bases: nameLines.meta({
    title: 'Where groups are',
    help: 'Distinguished names, one a line. Left out: groups are not read.',
    multiline: true,
    placeholder: 'ou=groups,dc=example,dc=com',
  }),
  user_filter: optionalFilter.meta({
    title: 'Filter of users',
    advanced: true,
    help: 'Which entries are users. Left out: (objectClass=inetOrgPerson).',
    placeholder: '(objectClass=inetOrgPerson)',
  }),
  group_filter: optionalFilter.meta({
    title: 'Filter of groups',
    advanced: true,
    help: 'Which entries are groups. Left out: groupOfNames, groupOfUniqueNames, groupOfEntries and posixGroup.',
    placeholder: '(objectClass=groupOfNames)',
  }),
  disabled_filter: optionalFilter.meta({
    title: 'Filter of disabled users',
    help: 'Users who satisfy it are suspended, besides those whom the usual attributes call so: there is no standard.',
    placeholder: '(employeeType=former)',
  }),
  id_attribute: attributeName.default('entryUUID').meta({
    title: 'Attribute of the id',
    help: 'One that never changes and is never used again: entryUUID; nsUniqueId at 389 Directory Server; GUID at eDirectory.',
  }),
  login_attribute: attributeName
    .default('uid')
    .meta({ title: 'Attribute of the login', help: 'With what people sign in; becomes "login" of the record.' }),
  member_attribute: z.enum(['member', 'uniqueMember', 'memberUid']).default('member').meta({
    title: 'Attribute of members',
    help: '"member" and "uniqueMember" hold names of entries, "memberUid" holds logins.',
  }),
  attributes: attributeLines.meta({
    title: 'More attributes of users',
    advanced: true,
    help: 'Names of attributes to read besides the usual, one a line; with [] behind it where it has several values.',
    multiline: true,
  }),
  changes: z.enum(['auto', 'entryCSN', 'modifyTimestamp']).default('auto').meta({
    title: 'How changes are read',
    advanced: true,
    help: 'By the attribute that says when an entry changed. "auto" takes entryCSN where the server tells its newest one.',
  }),
  page_size: z.int().min(2).max(1000).default(500).meta({
    title: 'Entries a page',
    advanced: true,
    help: 'How many entries are asked for at once. Servers that give fewer are asked for fewer by themselves.',
  }),
  change_base: optionalText.meta({
    title: 'Suffix of the server',
    advanced: true,
    help: 'The entry that tells the newest change (contextCSN of OpenLDAP). Left out: it is found.',
    placeholder: 'dc=example,dc=com',
  }),
})
export type LdapSettings = z.output<typeof LdapSettings>
