/** Sum of four bytes has this variance; dividing by its root gives variance 1. */
const perUnit = 1 / Math.sqrt((4 * (256 * 256 - 1)) / 12)

/**
 * A seeded stream of numbers (sfc32, 128 bits of state, so that streams do not run into each other). Normal numbers are
 * sums of four bytes of one draw: fast, and mixed over all dimensions afterwards they are normal enough.
 */
export class Normals {
  #a: number
  #b: number
  #c: number
  #d = 1

  /** One stream for each seed, kind of thing and number of the thing. */
  constructor(seed: number, kind: number, number: number) {
    this.#a = seed | 0
    this.#b = Math.imul(kind + 1, 0x9e3779b1)
    this.#c = number | 0
    for (let round = 0; round < 12; round++) this.draw()
  }

  /** 32 random bits, as a signed whole number. */
  draw(): number {
    const drawn = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + drawn) | 0
    return drawn
  }

  /** In [0, 1). */
  uniform(): number {
    return (this.draw() >>> 0) / 2 ** 32
  }

  /** The same recurrence as `draw`, its state in locals: this is where the time goes. */
  fill(target: Float64Array): void {
    let a = this.#a
    let b = this.#b
    let c = this.#c
    let d = this.#d
    for (let at = 0; at < target.length; at++) {
      const drawn = (((a + b) | 0) + d) | 0
      d = (d + 1) | 0
      a = b ^ (b >>> 9)
      b = (c + (c << 3)) | 0
      c = (((c << 21) | (c >>> 11)) + drawn) | 0
      const pairs = (drawn & 0xff00ff) + ((drawn >>> 8) & 0xff00ff)
      target[at] = ((pairs & 0xffff) + (pairs >>> 16) - 510) * perUnit
    }
    this.#a = a
    this.#b = b
    this.#c = c
    this.#d = d
  }
}
