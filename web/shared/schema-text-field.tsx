import { Button, FileButton, Group, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import type { SchemaFieldProps } from './schema-field.tsx'
import { useSharedStrings } from './shared-strings.tsx'

const largestFile = 1_000_000

/** A text: of a line, of many (keys and certificates also from a file), or a secret. */
export function SchemaTextField({ field, draft, errors, kept, onChange }: SchemaFieldProps) {
  const strings = useSharedStrings()
  const { path, isSecret, isMultiline, kind } = field
  const isKept = isSecret && kept.has(path)
  const value = draft[path]
  const text = typeof value === 'string' ? value : ''
  const help = [field.help, isKept ? strings.form.keptSecret : null].filter((part) => part !== null).join(' ')
  const shared = {
    label: field.title,
    description: help === '' ? null : help,
    error: errors[path] ?? null,
    required: field.isRequired && !isKept,
    placeholder: isKept ? '••••••••' : (field.placeholder ?? ''),
    value: text,
    ...(kind.type === 'text' && kind.maxLength !== null && { maxLength: kind.maxLength }),
  }
  if (isMultiline) return <LongText shared={shared} isSecret={isSecret} onChange={(next) => onChange(path, next)} />
  if (isSecret) {
    return (
      <PasswordInput
        {...shared}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': `${strings.show} / ${strings.hide}` }}
        onChange={(event) => onChange(path, event.currentTarget.value)}
      />
    )
  }
  return (
    <TextInput
      {...shared}
      autoComplete="off"
      spellCheck={false}
      {...(kind.type === 'text' && kind.format === 'email' && { type: 'email' })}
      onChange={(event) => onChange(path, event.currentTarget.value)}
    />
  )
}

type LongTextProps = {
  readonly shared: {
    readonly label: string
    readonly description: string | null
    readonly error: string | null
    readonly required: boolean
    readonly placeholder: string
    readonly value: string
  }
  readonly isSecret: boolean
  readonly onChange: (text: string) => void
}

function LongText({ shared, isSecret, onChange }: LongTextProps) {
  const strings = useSharedStrings().form
  const read = async (file: File | null) => {
    if (file && file.size <= largestFile) onChange(await file.text())
  }
  return (
    <div>
      <Textarea
        {...shared}
        autosize
        minRows={3}
        maxRows={8}
        autoComplete="off"
        spellCheck={false}
        styles={{
          input: { fontFamily: 'var(--mantine-font-family-monospace)', ...(isSecret && shared.value !== '' && hidden) },
        }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {(isSecret || shared.placeholder.includes('BEGIN')) && (
        <Group mt={6}>
          <FileButton onChange={read}>
            {(button) => (
              <Button {...button} size="compact-xs" variant="default" leftSection={<IconFile size={14} aria-hidden />}>
                {strings.fromFile}
              </Button>
            )}
          </FileButton>
        </Group>
      )}
    </div>
  )
}

/** Dots in place of letters, as in a field for passwords, which has one line only. */
const hidden = { WebkitTextSecurity: 'disc' }
