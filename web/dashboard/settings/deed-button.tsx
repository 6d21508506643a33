import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Allowed } from './use-allowed.ts'

type DeedButtonProps = ButtonProps & {
  readonly allowed: Allowed
  readonly type?: 'button' | 'submit'
  readonly onClick?: () => void
  readonly children: ReactNode
}

/** A button for what not everybody may: where the reader may not, it says why, to the pointer and to screen readers. */
export function DeedButton({ allowed, onClick, type = 'button', children, ...props }: DeedButtonProps) {
  if (allowed.may) {
    return (
      <Button {...props} type={type} {...(onClick && { onClick })}>
        {children}
      </Button>
    )
  }
  return (
    <Tooltip label={allowed.reason} disabled={allowed.reason === null} multiline maw={280} events={tooltipEvents}>
      <Button
        {...props}
        type="button"
        data-disabled
        aria-disabled
        aria-description={allowed.reason ?? undefined}
        onClick={(event) => event.preventDefault()}
      >
        {children}
      </Button>
    </Tooltip>
  )
}

const tooltipEvents = { hover: true, focus: true, touch: true }
