import { Button, FileButton, Group, Image, Input, Paper } from '@mantine/core'
import { strings } from './strings.en.ts'

const words = strings.branding
const types = ['image/png', 'image/jpeg', 'image/webp']
const maxBytes = 100 * 1024

type LogoFieldProps = {
  /** A data URL. */
  readonly value: string | null
  readonly error: string | null
  readonly isDisabled: boolean
  readonly onChange: (logo: string | null) => void
  readonly onError: (message: string) => void
}

/** Chooses the logo; it is kept with the settings, not as a file. */
export function LogoField({ value, error, isDisabled, onChange, onError }: LogoFieldProps) {
  const choose = (file: File | null) => {
    if (!file) return
    if (!types.includes(file.type)) return onError(words.logoType)
    if (file.size > maxBytes) return onError(words.logoTooLarge)
    const reader = new FileReader()
    reader.addEventListener('load', () => onChange(String(reader.result)))
    reader.readAsDataURL(file)
  }
  return (
    <Input.Wrapper label={words.logo} description={words.logoHint} error={error} labelElement="div">
      <Group gap="sm" mt={6}>
        {value && (
          <Paper withBorder p={6} bg="white">
            <Image src={value} alt={words.logo} h={32} w="auto" maw={200} fit="contain" />
          </Paper>
        )}
        <FileButton accept={types.join(',')} onChange={choose} disabled={isDisabled}>
          {(props) => (
            <Button {...props} variant="default" size="xs" disabled={isDisabled}>
              {words.logoChoose}
            </Button>
          )}
        </FileButton>
        {value && (
          <Button variant="subtle" color="gray" size="xs" disabled={isDisabled} onClick={() => onChange(null)}>
            {words.logoRemove}
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  )
}
