import type { Action } from './api-verb.ts'

/** `muster import config`: the files of an organization, out of what is there or of another tool's. */
export const configAction: Action = {
  takes: [],
  takesOptional: 'folder',
  usage:
    '--from state|rust-team|backstage --out <folder> [--organization <id>] [--directory <name>] [--org-type <type>]... [--force]',
  options: {
    from: { type: 'string' },
    out: { type: 'string' },
    organization: { type: 'string' },
    directory: { type: 'string' },
    'org-type': { type: 'string', multiple: true },
    force: { type: 'boolean' },
  },
  isOffline: true,
  async run(given, api, terminal) {
    // What reads YAML and TOML is loaded only by who imports files.
    const { importConfig } = await import('./import-config.ts')
    const { files, remarks, folder } = await importConfig({ given, api, terminal })
    const paths = files.map(({ path }) => path)
    const summary = `${files.length} files are written to ${folder}.`
    const people = paths.includes('users.csv')
      ? [
          '',
          'users.csv has the people: upload it to a directory of the type "csv", or name the one that knows them in directories/.',
        ]
      : []
    const next = ['', `Look at them with "muster check", then "muster plan".`]
    const text = [
      ...paths.map((path) => `  ${path}`),
      ...remarks.map((remark) => `! ${remark}`),
      summary,
      ...people,
      ...next,
    ]
    return { json: { folder, files: paths, remarks }, text: text.join('\n') }
  },
}

/** What `muster import --help` says of it. */
export const configNotes = `"muster import config" writes the files of an organization, one object per file:
  --from state      out of what is in effect now, with the names of people behind their references
  --from rust-team  out of a folder of the shape of github.com/rust-lang/team: people/*.toml, teams/*.toml, repos/*/*.toml
  --from backstage  out of the entities of the kinds Group and User of a Backstage catalog: a folder, or one YAML file
  --out             the folder that the files go to
  --organization    of the state: whose; not needed for a key that opens one organization
  --directory       the name or id of the directory whose users the people are (GitHub, Backstage)
  --org-type        of Backstage: a type of groups that become org units; may be repeated. Others become teams
  --force           overwrite files that are there`
