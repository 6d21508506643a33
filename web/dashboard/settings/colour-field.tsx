import { Alert, Button, ColorInput, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { contrastWithWhite, isColour, nearestReadable, neededContrast } from './contrast.ts'
import { strings } from './strings.en.ts'

const words = strings.branding

type ColourFieldProps = {
  /** Empty: none. */
  readonly value: string
  readonly error: string | null
  readonly isDisabled: boolean
  readonly onChange: (colour: string) => void
}

/** Chooses the colour, says whether it can be read, and offers the nearest that can. */
export function ColourField({ value, error, isDisabled, onChange }: ColourFieldProps) {
  return (
    <Stack gap="xs">
      <ColorInput
        label={words.colour}
        description={words.colourHint}
        format="hex"
        value={value}
        error={error}
        disabled={isDisabled}
        eyeDropperButtonProps={{ 'aria-label': words.colour }}
        withEyeDropper={false}
        onChange={onChange}
      />
      {isColour(value) && <Contrast colour={value} onChange={onChange} />}
    </Stack>
  )
}

function Contrast({ colour, onChange }: { readonly colour: string; readonly onChange: (colour: string) => void }) {
  const contrast = contrastWithWhite(colour)
  const ratio = (Math.floor(contrast * 100) / 100).toFixed(2)
  if (contrast >= neededContrast) {
    return (
      <Group gap={6} wrap="nowrap">
        <IconCircleCheck size={16} aria-hidden color="var(--mantine-color-green-8)" />
        <Text size="sm">{words.contrastGood(ratio)}</Text>
      </Group>
    )
  }
  const nearest = nearestReadable(colour)
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />}>
      <Text size="sm" c="inherit">
        {words.contrastBad(ratio)}
      </Text>
      <Button size="xs" variant="default" mt="xs" onClick={() => onChange(nearest)}>
        {words.takeNearest(nearest)}
      </Button>
    </Alert>
  )
}
