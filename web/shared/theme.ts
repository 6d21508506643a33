import {
  type CSSVariablesResolver,
  colorsTuple,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  parseThemeColor,
  type VariantColorsResolver,
} from '@mantine/core'

/** Muster's own green; shade 8 carries white text at 4.5:1 and more. */
const green: MantineColorsTuple = colorsTuple([
  '#eaf7f3',
  '#d8ebe5',
  '#b0d6ca',
  '#85c0ae',
  '#61ae95',
  '#4aa386',
  '#3b957a',
  '#2a7d66',
  '#1d6b5a',
  '#0d5547',
])

/** Text of light variants: Mantine's own is too pale for WCAG 2.2 AA on tinted ground. */
const variantColors: VariantColorsResolver = (input) => {
  const standard = defaultVariantColorsResolver(input)
  if (input.variant !== 'light' && input.variant !== 'subtle' && input.variant !== 'outline') return standard
  const { color } = parseThemeColor({ color: input.color ?? input.theme.primaryColor, theme: input.theme })
  if (!(color in input.theme.colors)) return standard
  const text = `light-dark(color-mix(in srgb, var(--mantine-color-${color}-9) 70%, black), var(--mantine-color-${color}-1))`
  return { ...standard, color: text }
}

/** The colours of quiet texts, dark enough in light and light enough in dark. */
export const cssVariables: CSSVariablesResolver = ({ colors, primaryColor }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[7],
    '--mantine-color-anchor': colors[primaryColor]?.[8] ?? '',
    '--mantine-color-error': colors.red[9],
    '--muster-ground': colors.gray[0],
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': colors.dark[1],
    '--mantine-color-anchor': colors[primaryColor]?.[3] ?? '',
    '--mantine-color-error': colors.red[3],
    '--muster-ground': colors.dark[8],
  },
})

export type ThemeOptions = {
  /** What the close buttons of dialogs are called. */
  readonly closeLabel?: string
  /** The ten shades of the operator's own colour, for the portal. */
  readonly brand?: MantineColorsTuple
}

/** The theme of both apps: no violation of WCAG 2.2 AA by axe in light and dark. */
export function createMusterTheme({ closeLabel = 'Close', brand }: ThemeOptions = {}) {
  return createTheme({
    primaryColor: brand ? 'brand' : 'green',
    primaryShade: 8,
    colors: { green, ...(brand && { brand }) },
    variantColorResolver: variantColors,
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
    fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    defaultRadius: 'md',
    cursorType: 'pointer',
    headings: { fontWeight: '600' },
    // Written as plain objects: what `extend` is a function of would be loaded by every screen.
    components: {
      Badge: { defaultProps: { tt: 'none', fw: 600 } },
      Modal: { defaultProps: { closeButtonProps: { 'aria-label': closeLabel } } },
      Drawer: { defaultProps: { closeButtonProps: { 'aria-label': closeLabel } } },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': closeLabel } } },
      PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': 'Show or hide' } } },
    },
  })
}
