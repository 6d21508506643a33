import { Alert, Button, Collapse, Group, Stack } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { checkDraft, type Draft, draftOf, type FormValues, keptSecrets, valuesOf } from './schema-draft.ts'
import { SchemaField } from './schema-field.tsx'
import { type FormField, fieldsOf, type SettingsSchema } from './schema-fields.ts'
import { useSharedStrings } from './shared-strings.tsx'

export type { FormValues } from './schema-draft.ts'
export type { SettingsSchema } from './schema-fields.ts'

export type SchemaFormProps = {
  /** `settings` of a connector. The API's types call it an object of anything. */
  readonly schema: SettingsSchema | Readonly<Record<string, unknown>>
  /** What is stored; `********` in place of secrets. */
  readonly values?: FormValues
  /** Gets what is to be sent: changed to nothing is null, a secret that was left alone is not in it. */
  readonly onSubmit: (values: FormValues) => void | Promise<void>
  /** What the server says of fields: `error.fields` of an `ApiError`. */
  readonly errors?: Readonly<Record<string, string>>
  /** What the server puts before the paths of its errors. */
  readonly errorPrefix?: string
  /** Secrets that are stored, where `values` do not tell. */
  readonly secretsKept?: readonly string[]
  readonly submitLabel?: string
  readonly isSubmitting?: boolean
  /** Names of fields that few people need: they stand below "More settings". */
  readonly folded?: readonly string[]
  /** Beside the button that sends. */
  readonly actions?: ReactNode
}

/** A form for whatever a JSON Schema describes, with our own words for help, secrets and long texts. */
export function SchemaForm(props: SchemaFormProps) {
  const { schema, values = {}, onSubmit, errors = {}, errorPrefix = 'settings.', secretsKept, folded = [] } = props
  const strings = useSharedStrings()
  const fields = useMemo(() => fieldsOf(schema), [schema])
  const kept = useMemo(
    () => new Set([...keptSecrets(fields, values), ...(secretsKept ?? [])]),
    [fields, values, secretsKept],
  )
  const [draft, setDraft] = useState<Draft>(() => draftOf(fields, values))
  const [ownErrors, setOwnErrors] = useState<Readonly<Record<string, string>>>({})
  const shownErrors = { ...withoutPrefix(errors, errorPrefix), ...ownErrors }
  const set = (path: string, value: Draft[string]) => {
    setDraft((before) => ({ ...before, [path]: value }))
    setOwnErrors(({ [path]: _, ...others }) => others)
  }
  const submit = () => {
    const found = checkDraft(fields, { draft, strings, kept })
    setOwnErrors(found)
    if (Object.keys(found).length === 0) void onSubmit(valuesOf(fields, draft, values))
  }
  const shared = { draft, errors: shownErrors, kept, onChange: set }
  const isFolded = (field: FormField) => folded.includes(field.path)
  const rest = fields.filter(isFolded)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="md">
        <Unplaced errors={withoutPrefix(errors, errorPrefix)} fields={fields} />
        {fields
          .filter((field) => !isFolded(field))
          .map((field) => (
            <SchemaField key={field.path} field={field} {...shared} />
          ))}
        {rest.length > 0 && (
          <More hasError={rest.some(({ path }) => shownErrors[path] !== undefined)}>
            {rest.map((field) => (
              <SchemaField key={field.path} field={field} {...shared} />
            ))}
          </More>
        )}
        <Group gap="sm">
          <Button type="submit" loading={props.isSubmitting ?? false}>
            {props.submitLabel ?? strings.save}
          </Button>
          {props.actions}
        </Group>
      </Stack>
    </form>
  )
}

function More({ hasError, children }: { readonly hasError: boolean; readonly children: ReactNode }) {
  const strings = useSharedStrings().form
  const [isOpen, setOpen] = useState(false)
  const isShown = isOpen || hasError
  const Icon = isShown ? IconChevronDown : IconChevronRight
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-expanded={isShown}
        leftSection={<Icon size={16} aria-hidden />}
        onClick={() => setOpen(!isOpen)}
      >
        {strings.more}
      </Button>
      <Collapse expanded={isShown}>
        <Stack gap="md" pt="sm">
          {children}
        </Stack>
      </Collapse>
    </div>
  )
}

/** Errors of the server that belong to no field that is shown: they must not be lost. */
function Unplaced({
  errors,
  fields,
}: {
  readonly errors: Readonly<Record<string, string>>
  readonly fields: readonly FormField[]
}) {
  const names = new Set(fields.map(({ path }) => path))
  const lost = Object.entries(errors).filter(([path]) => !names.has(path.split('.')[0] ?? ''))
  if (lost.length === 0) return null
  return (
    <Alert color="red" variant="light" role="alert">
      {lost.map(([path, text]) => (
        <div key={path}>{text}</div>
      ))}
    </Alert>
  )
}

function withoutPrefix(errors: Readonly<Record<string, string>>, prefix: string): Readonly<Record<string, string>> {
  const entries = Object.entries(errors).map(([path, text]) => [
    path.startsWith(prefix) ? path.slice(prefix.length) : path,
    text,
  ])
  return Object.fromEntries(entries)
}
