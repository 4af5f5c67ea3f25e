/** Cosine and sine as whole numbers of 2^-24. */
export type Turn = { readonly cos: number; readonly sin: number }

export const turnUnit = 2 ** 24

/**
 * Cosine and sine of hundredths of a degree. Math.cos may differ in its last bit between machines; this uses only sums,
 * products and quotients of doubles, which IEEE 754 fixes to the bit, and rounds to 24 binary places.
 */
export function exactTurn(centidegrees: number): Turn {
  const whole = ((centidegrees % 36_000) + 36_000) % 36_000
  const quarters = Math.floor(whole / 9_000)
  const { cos, sin } = withinQuarter(whole - quarters * 9_000)
  if (quarters === 1) return { cos: -sin, sin: cos }
  if (quarters === 2) return { cos: -cos, sin: -sin }
  return quarters === 3 ? { cos: sin, sin: -cos } : { cos, sin }
}

function withinQuarter(centidegrees: number): Turn {
  if (centidegrees > 4_500) {
    const { cos, sin } = withinQuarter(9_000 - centidegrees)
    return { cos: sin, sin: cos }
  }
  const angle = (centidegrees * Math.PI) / 18_000
  const square = angle * angle
  let cos = 1
  let sin = angle
  let cosTerm = 1
  let sinTerm = angle
  // Below a quarter of pi nine terms are far finer than 2^-24.
  for (let at = 1; at <= 9; at++) {
    cosTerm = (-cosTerm * square) / ((2 * at - 1) * (2 * at))
    sinTerm = (-sinTerm * square) / (2 * at * (2 * at + 1))
    cos += cosTerm
    sin += sinTerm
  }
  return { cos: Math.round(cos * turnUnit), sin: Math.round(sin * turnUnit) }
}
