import { Fieldset, NumberInput, Select, Stack, Switch, TagsInput } from '@mantine/core'
import type { Draft } from './schema-draft.ts'
import type { FormField } from './schema-fields.ts'
import { SchemaTextField } from './schema-text-field.tsx'
import { useSharedStrings } from './shared-strings.tsx'

export type SchemaFieldProps = {
  readonly field: FormField
  readonly draft: Draft
  readonly errors: Readonly<Record<string, string>>
  /** Paths of secrets that are stored. */
  readonly kept: ReadonlySet<string>
  readonly onChange: (path: string, value: Draft[string]) => void
}

/** One field of a `SchemaForm`, or a group of them. */
export function SchemaField(props: SchemaFieldProps) {
  const { field } = props
  switch (field.kind.type) {
    case 'constant':
      return null
    case 'group':
      return <GroupField {...props} fields={field.kind.fields} />
    case 'union':
      return <UnionField {...props} />
    case 'text':
      return <SchemaTextField {...props} />
    default:
      return <PlainField {...props} />
  }
}

function GroupField({ field, fields, ...shared }: SchemaFieldProps & { readonly fields: readonly FormField[] }) {
  return (
    <Fieldset legend={field.title}>
      <Stack gap="md">
        {fields.map((inner) => (
          <SchemaField key={inner.path} {...shared} field={inner} />
        ))}
      </Stack>
    </Fieldset>
  )
}

function UnionField(props: SchemaFieldProps) {
  const { field, draft, onChange } = props
  if (field.kind.type !== 'union') return null
  const { variants } = field.kind
  const chosen = variants.find(({ value }) => value === draft[field.path]) ?? variants[0]
  return (
    <Stack gap="md">
      <Select
        label={field.title}
        description={field.help}
        data={variants.map(({ value, label }) => ({ value, label }))}
        value={chosen?.value ?? null}
        allowDeselect={false}
        onChange={(value) => onChange(field.path, value ?? '')}
      />
      {chosen?.fields.map((inner) => (
        <SchemaField key={inner.path} {...props} field={inner} />
      ))}
    </Stack>
  )
}

function PlainField({ field, draft, errors, onChange }: SchemaFieldProps) {
  const strings = useSharedStrings().form
  const { kind, path } = field
  const value = draft[path]
  const shared = { label: field.title, description: field.help, error: errors[path] ?? null }
  if (kind.type === 'switch') {
    return (
      <Switch {...shared} checked={value === true} onChange={(event) => onChange(path, event.currentTarget.checked)} />
    )
  }
  const named = { ...shared, required: field.isRequired, placeholder: field.placeholder ?? '' }
  if (kind.type === 'choice') {
    return (
      <Select
        {...named}
        data={[...kind.options]}
        value={typeof value === 'string' && value !== '' ? value : null}
        allowDeselect={!field.isRequired && field.fallback === undefined}
        onChange={(next) => onChange(path, next ?? '')}
      />
    )
  }
  if (kind.type === 'texts') {
    return (
      <TagsInput
        {...named}
        description={[field.help, strings.listHint].filter(Boolean).join(' ')}
        value={Array.isArray(value) ? value : []}
        onChange={(next) => onChange(path, next)}
        acceptValueOnBlur
        {...(kind.most !== null && { maxTags: kind.most })}
      />
    )
  }
  return (
    <NumberInput
      {...named}
      value={typeof value === 'string' ? value : ''}
      onChange={(next) => onChange(path, String(next))}
      allowDecimal={false}
      {...(kind.type === 'number' && kind.least !== null && { min: kind.least })}
      {...(kind.type === 'number' && kind.most !== null && { max: kind.most })}
      clampBehavior="none"
      styles={{ wrapper: { maxWidth: 240 } }}
    />
  )
}
