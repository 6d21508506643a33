const steps: Readonly<Record<string, readonly [column: number, row: number]>> = {
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
}

/**
 * Moves the focus by an arrow key among the buttons of lists that stand side by side: up and down in a list, left and right to what
 * belongs to it in the next one, or else to the first there. Gives whether it moved.
 */
export function moveFocus(frame: HTMLElement, key: string): boolean {
  const step = steps[key]
  const current = document.activeElement
  const list = current?.closest('ul')
  if (!step || !list || !(current instanceof HTMLButtonElement) || !current.dataset.item) return false
  const [across, down] = step
  const next = across === 0 ? buttonsOf(list)[buttonsOf(list).indexOf(current) + down] : beside(frame, list, across)
  if (!next) return false
  next.focus()
  return true
}

function beside(frame: HTMLElement, list: Element, step: number): HTMLButtonElement | undefined {
  const lists = [...frame.querySelectorAll('ul')]
  const buttons = buttonsOf(lists[lists.indexOf(list as HTMLUListElement) + step])
  return buttons.find((button) => 'linked' in button.dataset) ?? buttons[0]
}

function buttonsOf(list: Element | undefined): HTMLButtonElement[] {
  return [...(list?.querySelectorAll<HTMLButtonElement>('button[data-item]') ?? [])]
}
