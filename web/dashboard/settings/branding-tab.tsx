import { Grid, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../shared/api-client.ts'
import type { Settings } from '../../shared/api-types.ts'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { BrandingPreview } from './branding-preview.tsx'
import { ColourField } from './colour-field.tsx'
import { contrastWithWhite, isColour, neededContrast } from './contrast.ts'
import { DeedButton } from './deed-button.tsx'
import { LogoField } from './logo-field.tsx'
import { ReasonNotice } from './reason-notice.tsx'
import { Section } from './section.tsx'
import { strings } from './strings.en.ts'
import { useAllowed } from './use-allowed.ts'
import { WithSettings } from './with-settings.tsx'

const words = strings.branding
type Branding = Settings['branding']

/** How the set-up portal looks to customers, beside a picture of it. */
export function BrandingTab() {
  return <WithSettings>{({ branding }) => <BrandingForm branding={branding} />}</WithSettings>
}

function BrandingForm({ branding }: { readonly branding: Branding }) {
  const allowed = useAllowed('settings:write')
  const form = useBrandingDraft(branding)
  const { draft, errors, set } = form
  return (
    <Section title={words.title} text={words.text}>
      <ReasonNotice allowed={allowed} />
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              void form.submit()
            }}
          >
            <Stack gap="md" align="stretch">
              <TextInput
                label={words.name}
                description={words.nameHint}
                value={draft.name}
                error={errors.name}
                disabled={!allowed.may}
                onChange={(event) => set({ name: event.currentTarget.value })}
              />
              <LogoField
                value={draft.logo}
                error={errors.logo ?? null}
                isDisabled={!allowed.may}
                onChange={(logo) => set({ logo })}
                onError={(logo) => form.fail({ logo })}
              />
              <ColourField
                value={draft.colour}
                error={errors.colour ?? null}
                isDisabled={!allowed.may}
                onChange={(colour) => set({ colour })}
              />
              <TextInput
                label={words.contact}
                description={words.contactHint}
                value={draft.contact}
                error={errors.contact}
                disabled={!allowed.may}
                onChange={(event) => set({ contact: event.currentTarget.value })}
              />
              <div>
                <DeedButton allowed={allowed} type="submit" loading={form.isBusy}>
                  {strings.save}
                </DeedButton>
              </div>
            </Stack>
          </form>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <BrandingPreview name={draft.name} logo={draft.logo} colour={draft.colour} />
        </Grid.Col>
      </Grid>
    </Section>
  )
}

type Draft = { readonly name: string; readonly logo: string | null; readonly colour: string; readonly contact: string }

function useBrandingDraft(branding: Branding) {
  const api = useApi()
  const { run, isBusy } = useDeed()
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const { name, logo, colour, contact } = branding
  const [draft, setDraft] = useState<Draft>({ name: name ?? '', logo, colour: colour ?? '', contact: contact ?? '' })
  const set = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }))
    setErrors({})
  }
  async function submit(): Promise<void> {
    const problem = colourProblem(draft.colour)
    if (problem) return setErrors({ colour: problem })
    const body = {
      name: draft.name.trim() || null,
      logo: draft.logo,
      colour: draft.colour || null,
      contact: draft.contact.trim() || null,
    }
    const result = await run(() => api.put('/settings/branding', { body }), { done: strings.saved })
    if (result.isDone || !(result.error instanceof ApiError)) return
    const { code, message, fields } = result.error
    setErrors(code === 'colour_unreadable' ? { colour: message } : fields)
  }
  return { draft, errors, set, submit, isBusy, fail: setErrors }
}

function colourProblem(colour: string): string | null {
  if (colour === '') return null
  if (!isColour(colour)) return words.colourInvalid
  const contrast = contrastWithWhite(colour)
  return contrast < neededContrast ? words.contrastBad(contrast.toFixed(2)) : null
}
