import { z } from 'zod'
import {
  attributeLines,
  caField,
  nameLines,
  optionalFilter,
  optionalText,
  passwordField,
  portField,
  securityField,
} from '../ldap-protocol/server-fields.ts'

/** What an administrator fills in to connect a domain of Active Directory. */
export const ActiveDirectorySettings = z.object({
  hosts: z.string().trim().min(1).max(2000).meta({
    title: 'Domain controllers',
    help: 'Host names as their certificates have them, separated by commas. They are tried in this order.',
    placeholder: 'dc1.corp.example.com, dc2.corp.example.com',
    address: true,
  }),
  port: portField,
  security: securityField,
  ca_certificate: caField,
  username: z.string().trim().min(1).max(500).meta({
    title: 'Service account',
    help: 'The user principal name of an ordinary account of the domain.',
    placeholder: 'muster-sync@corp.example.com',
  }),
  password: passwordField,
  user_bases: nameLines.meta({
    title: 'Where users are',
    help: 'Distinguished names, one a line. Left out: the whole domain.',
    multiline: true,
    placeholder: 'OU=People,DC=corp,DC=example,DC=com',
  }),
  group_bases: nameLines.meta({
    title: 'Where groups are',
    help: 'Distinguished names, one a line. Left out: the whole domain.',
    multiline: true,
    placeholder: 'OU=Groups,DC=corp,DC=example,DC=com',
  }),
  user_filter: optionalFilter.meta({
    title: 'Filter of users',
    advanced: true,
    help: 'An LDAP filter that users must satisfy, too.',
    placeholder: '(employeeID=*)',
  }),
  group_filter: optionalFilter.meta({
    title: 'Filter of groups',
    advanced: true,
    help: 'An LDAP filter that groups must satisfy, too.',
    placeholder: '(groupType:1.2.840.113556.1.4.803:=2147483648)',
  }),
  attributes: attributeLines.meta({
    title: 'More attributes of users',
    advanced: true,
    help: 'Names of attributes to read besides the usual, one a line; with [] behind it where it has several values.',
    multiline: true,
    placeholder: 'extensionAttribute1\notherTelephone[]',
  }),
  changes: z.enum(['auto', 'dirsync', 'usn']).default('auto').meta({
    title: 'How changes are read',
    advanced: true,
    help: '"dirsync" asks any domain controller what changed; "usn" compares update numbers, which holds for one controller only. "auto" takes dirsync where it is allowed.',
  }),
  domain: optionalText.meta({
    title: 'Domain',
    advanced: true,
    help: 'The distinguished name of the domain. Left out: that of the domain controller.',
    placeholder: 'DC=corp,DC=example,DC=com',
  }),
})
export type ActiveDirectorySettings = z.output<typeof ActiveDirectorySettings>
