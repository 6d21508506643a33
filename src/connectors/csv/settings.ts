import { z } from 'zod'

const text = z.string().trim().max(1000)
const fileName = text.regex(/^(?!\.{1,2}$)[^/\\\0]{1,200}$/, 'must be a file name without folders')

/** Where the files come from: one of three, each with the fields that are its own. */
export const CsvSettings = z.object({
  source: z.enum(['upload', 'folder', 'sftp']).default('upload').meta({
    title: 'Where the files are',
    help: 'Uploaded to Muster, in a folder of its server, or on an SFTP server.',
  }),
  folder: text.optional().meta({
    title: 'Folder',
    help: 'With "folder": below the organization’s folder on the server (its id, within MUSTER_FILES_FOLDER). With "sftp": the path on the server.',
    placeholder: 'exports/people',
  }),
  host: text.optional().meta({
    title: 'SFTP host',
    help: 'The name of the SFTP server.',
    placeholder: 'sftp.example.com',
    address: true,
  }),
  port: z.int().min(1).max(65_535).default(22).meta({ title: 'SFTP port', help: 'Usually 22.', address: true }),
  username: text.optional().meta({ title: 'SFTP user', help: 'An account that can read the folder and nothing else.' }),
  password: text.optional().meta({ title: 'SFTP password', help: 'Or give a private key.', secret: true }),
  private_key: z.string().max(20_000).optional().meta({
    title: 'SFTP private key',
    help: 'In OpenSSH or PEM form, without a passphrase.',
    secret: true,
    multiline: true,
  }),
  host_key: text
    .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'must be a fingerprint like SHA256:… (ssh-keyscan host | ssh-keygen -lf -)')
    .optional()
    .meta({
      title: 'Host key of the SFTP server',
      help: 'Its SHA256 fingerprint, as "ssh-keygen -lf" shows it. Another server is refused. The check shows it when it is left out.',
      placeholder: 'SHA256:…',
    }),
  users_file: fileName
    .default('users.csv')
    .meta({ title: 'File of the users', advanced: true, help: 'A row for each person.' }),
  groups_file: fileName
    .default('groups.csv')
    .meta({ title: 'File of the groups', advanced: true, help: 'Columns id and name.' }),
  memberships_file: fileName
    .default('memberships.csv')
    .meta({ title: 'File of the memberships', advanced: true, help: 'Columns group_id and member_id.' }),
  id_column: text.optional().meta({
    title: 'Column of the id',
    help: 'One that never changes for a person, such as the employee number. Left out: id, external_id, employee_id or employee_number.',
  }),
  status_column: text.default('status').meta({
    title: 'Column of the status',
    advanced: true,
    help: 'active, suspended, inactive or staged, or yes and no; empty means active. Without the column everybody is active.',
  }),
  delimiter: z
    .enum(['auto', 'comma', 'semicolon', 'tab', 'pipe'])
    .default('auto')
    .meta({ title: 'Delimiter', advanced: true, help: 'Between two columns.' }),
  encoding: z
    .enum([
      'auto',
      'utf-8',
      'utf-16le',
      'utf-16be',
      'windows-1252',
      'iso-8859-1',
      'iso-8859-15',
      'windows-1250',
      'shift_jis',
    ])
    .default('auto')
    .meta({
      title: 'Encoding',
      advanced: true,
      help: 'How characters are written. Auto takes UTF-8 and UTF-16, else Windows-1252.',
    }),
  completeness: z.enum(['settled', 'done_file', 'checksum']).default('settled').meta({
    title: 'How a whole file is known',
    advanced: true,
    help: '"settled": it did not change for a while. "done_file": an empty users.csv.done lies beside it. "checksum": users.csv.sha256 has its SHA-256.',
  }),
  settle_seconds: z.int().min(0).max(3600).default(30).meta({
    title: 'Seconds without change',
    advanced: true,
    help: 'A file of a folder or an SFTP server that is younger is still being written.',
  }),
})
export type CsvSettings = z.output<typeof CsvSettings>
