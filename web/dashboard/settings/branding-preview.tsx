import { Box, Group, Image, Paper, Stack, Text } from '@mantine/core'
import classes from './branding-preview.module.css'
import { isColour } from './contrast.ts'
import { strings } from './strings.en.ts'

const words = strings.branding
const ownColour = '#1d6b5a'

type BrandingPreviewProps = { readonly name: string; readonly logo: string | null; readonly colour: string }

/** The portal in little, as it will look: its head, a heading and a button. A picture: nothing in it can be pressed. */
export function BrandingPreview({ name, logo, colour }: BrandingPreviewProps) {
  const shown = isColour(colour) ? colour : ownColour
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        {words.preview}
      </Text>
      <Paper withBorder className={classes.page} role="img" aria-label={words.preview}>
        <Group className={classes.head} gap="xs" wrap="nowrap">
          {logo && <Image src={logo} alt="" h={24} w="auto" maw={140} fit="contain" />}
          {(name.trim() || !logo) && (
            <Text size="sm" fw={600} c="#1a1b1e" truncate>
              {name.trim() || words.previewNoName}
            </Text>
          )}
        </Group>
        <Stack gap="xs" p="lg" align="flex-start">
          <Text fw={600} c="#1a1b1e">
            {words.previewHeading}
          </Text>
          <Text size="sm" c="#495057">
            {words.previewText}
          </Text>
          <Box className={classes.button} bg={shown}>
            {words.previewButton}
          </Box>
        </Stack>
      </Paper>
    </Stack>
  )
}
