/**
 * A kind of finding. `text` tells its reader what is wrong and what to do, `{name}` is filled from the finding's data; `why` says
 * for the reference why it is looked at.
 */
export type FindingKind = {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly text: string
  readonly why: string
}

/** MC0xx: files that cannot be read. MC1xx: documents that do not fit the schema of their kind. */
export const fileFindings = {
  yaml_syntax: {
    code: 'MC001',
    severity: 'error',
    text: 'This is not valid YAML: {problem} Correct it here.',
    why: 'A file that cannot be read declares nothing; the rest of its documents are left out until it is corrected.',
  },
  duplicate_key: {
    code: 'MC002',
    severity: 'error',
    text: 'The key "{key}" is there twice, first in line {first}. Keep one of them.',
    why: 'YAML readers disagree about which of the two holds.',
  },
  alias_not_allowed: {
    code: 'MC003',
    severity: 'error',
    text: 'Anchors and aliases (&{name}, *{name}) are not read. Write the value out here.',
    why: 'What a line says must be visible in the line, and a few aliases can blow a small file up to gigabytes.',
  },
  merge_key: {
    code: 'MC004',
    severity: 'error',
    text: 'Merge keys (<<) are not read. Write the keys out here.',
    why: 'They are not part of YAML 1.2, and hide what an object says.',
  },
  tag_not_allowed: {
    code: 'MC005',
    severity: 'error',
    text: 'The tag {tag} is not read. Write the plain value, in quotes where it must be a text.',
    why: 'Tags let a file choose the types of values; here the schema does.',
  },
  file_too_large: {
    code: 'MC006',
    severity: 'error',
    text: 'The file has {size}; at most {limit} are read. Split it: one object per file, rules instead of long lists.',
    why: 'Bounds keep reading a repository quick, whoever wrote it.',
  },
  not_a_document: {
    code: 'MC007',
    severity: 'error',
    text: 'This is no document: {problem} Begin it with "kind:" and one of {kinds}, or move the file out of this folder.',
    why: 'A YAML file that is silently left out is a team that is silently not managed.',
  },
  several_documents: {
    code: 'MC008',
    severity: 'warning',
    text: 'This file declares {count} objects. Give each a file of its own, such as {example}, so that reviews and CODEOWNERS can tell them apart.',
    why: 'One object per file keeps histories, reviews and merge conflicts apart.',
  },
  impossible_key: {
    code: 'MC009',
    severity: 'error',
    text: 'This key cannot be used: {problem}',
    why: 'Keys are names, names are texts, and no name may have a meaning of its own to a program.',
  },
  encoding: {
    code: 'MC010',
    severity: 'error',
    text: 'The file is not UTF-8. Save it as UTF-8.',
    why: 'Names in another encoding would arrive as other names.',
  },
  file_not_read: {
    code: 'MC011',
    severity: 'error',
    text: 'The file was left out. {problem} {remedy}',
    why: 'A file that is there, but cannot be read, must not pass for one that was removed.',
  },
  not_compiled: {
    code: 'MC012',
    severity: 'warning',
    text: 'TypeScript is not read here, it is compiled where you write. Run "muster compile {file}" and commit what it writes.',
    why: 'The server never runs the code of a repository; what is not compiled declares nothing.',
  },
  unknown_kind: {
    code: 'MC101',
    severity: 'error',
    text: 'There is no kind "{kind}". {hint}',
    why: 'Every document says of which kind it is.',
  },
  unknown_key: {
    code: 'MC102',
    severity: 'error',
    text: '{kind} has no key "{key}" here. {hint}',
    why: 'A misspelled key would be a setting that silently does nothing.',
  },
  missing_key: {
    code: 'MC103',
    severity: 'error',
    text: 'The key "{key}" is missing. Add it: {what}',
    why: 'Some keys have no default that would be safe for everybody.',
  },
  wrong_type: {
    code: 'MC104',
    severity: 'error',
    text: '"{key}" must be {wanted}, but it is {given}. {hint}',
    why: 'Types are not converted: `1.10` and `"1.10"` are different ids.',
  },
  invalid_value: {
    code: 'MC105',
    severity: 'error',
    text: '"{key}" {problem}. {hint}',
    why: 'Values that cannot be meant are refused before they are applied.',
  },
  empty_value: {
    code: 'MC106',
    severity: 'error',
    text: '"{key}" has no value. Leave the key out to leave it unmanaged, or write [] for a list that is to be empty.',
    why: '"Not managed" and "empty" are different; an empty line does not say which one is meant.',
  },
} as const satisfies Record<string, FindingKind>
