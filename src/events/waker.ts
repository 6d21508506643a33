/** Lets a loop sleep until it is woken or a time has passed. A wake-up while nobody sleeps is kept for the next wait. */
export type Waker = { wake(): void; wait(milliseconds: number): Promise<void> }

/** Makes a waker for one loop. */
export function createWaker(): Waker {
  let isWoken = false
  let wakeSleeper: (() => void) | null = null
  return {
    wake() {
      isWoken = true
      wakeSleeper?.()
    },
    async wait(milliseconds) {
      if (!isWoken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          wakeSleeper = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      wakeSleeper = null
      isWoken = false
    },
  }
}
