import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { must } from '../kernel/index.ts'
import { type CodeLayout, layOutAxes, plainLayout, type Turn } from './code-layout.ts'

/** Steps of an axis in one; kernel/turn.ts divides by it. */
const axisSteps = 8192
/**
 * Where a threshold stands among strangers' similarities while a scan raises it, in their deviations: at its end 20 of a million stand above 4.1.
 * With this value the shares of rows that asked for their rests came out as counted in scans of a million.
 */
const thresholdDeviations = 2.8
/** A row that asks for its rest costs as much as so many codes of the stream: it is fetched alone, and foreseen by nothing. */
const waitingCost = 1500
/** A search that reads a larger part of the codes than this is not worth turning rows while loading. */
const largestCost = 0.85

/**
 * The layout for templates like these (rows of `dimension` values of float32, unit length): along their principal axes, with as many in the
 * front as make a search cheapest, or as they are where no front is much cheaper. Any axes give the same lists; these give them sooner.
 */
export function layOutFor(sample: Float32Array, dimension: number): CodeLayout {
  const plain = plainLayout(dimension)
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(momentsOf(sample, dimension), {
    assumeSymmetric: true,
  })
  // Ascending from there; the longest axes come first here.
  const lengths = [...realEigenvalues].reverse()
  const { front, cost } = cheapestFront(lengths, plain.stride)
  if (cost > plain.stride * largestCost) return plain
  return { ...plain, front, turn: turnTo(spreadAxes(eigenvectorMatrix, front), plain) }
}

/** Mean of x x' over the rows: not about their mean, since products are not either. */
function momentsOf(sample: Float32Array, dimension: number): Matrix {
  const rows = sample.length / dimension
  const sums = new Float64Array(dimension * dimension)
  for (let from = 0; from < sample.length; from += dimension)
    for (let one = 0; one < dimension; one++) {
      const value = (sample[from + one] ?? 0) / rows
      const to = one * dimension
      for (let other = 0; other <= one; other++)
        sums[to + other] = (sums[to + other] ?? 0) + value * (sample[from + other] ?? 0)
    }
  const moments = Matrix.zeros(dimension, dimension)
  for (let one = 0; one < dimension; one++)
    for (let other = 0; other <= one; other++) {
      const sum = must(sums[one * dimension + other], 'moment')
      moments.set(one, other, sum)
      moments.set(other, one, sum)
    }
  return moments
}

/** Codes in the front, in steps of 32, for which it and the rests that are needed cost least; the cost is in codes a row. */
export function cheapestFront(
  lengths: readonly number[],
  stride: number,
): { readonly front: number; readonly cost: number } {
  const total = lengths.reduce((sum, one) => sum + one, 0)
  const spread = Math.hypot(...lengths) / total
  let best = { front: stride, cost: stride }
  for (let front = 32; front < stride; front += 32) {
    const inFront = lengths.slice(0, front)
    const rest = 1 - inFront.reduce((sum, one) => sum + one, 0) / total
    const share = tailOf((thresholdDeviations * spread - rest) / (Math.hypot(...inFront) / total))
    const cost = front + share * waitingCost
    if (cost < best.cost) best = { front, cost }
  }
  return best
}

/** Share of a normal distribution above `deviations`, within 1e-7 (Abramowitz and Stegun 26.2.17). */
function tailOf(deviations: number): number {
  if (deviations < 0) return 1 - tailOf(-deviations)
  const t = 1 / (1 + 0.2316419 * deviations)
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (sum * Math.exp((-deviations * deviations) / 2)) / Math.sqrt(2 * Math.PI)
}

/**
 * The columns of `vectors`, last first, as rows: those of the front mixed among themselves by a cosine transform (DCT-II, orthonormal), and so those of
 * the rest. What a row has in its front stays the same, but no value of it stands out any more, so that the steps of its codes are finer.
 */
function spreadAxes(vectors: Matrix, front: number): Matrix {
  const { rows: size } = vectors
  const middle = Math.min(front, size)
  const longestFirst = new Matrix(Array.from({ length: size }, (_, at) => vectors.getColumn(size - 1 - at)))
  const mixed = Matrix.zeros(size, size)
  for (const [from, end] of [
    [0, middle],
    [middle, size],
  ] as const)
    if (end > from) {
      const axes = longestFirst.subMatrix(from, end - 1, 0, size - 1)
      mixed.setSubMatrix(cosines(end - from).mmul(axes), from, 0)
    }
  return mixed
}

function cosines(size: number): Matrix {
  const matrix = Matrix.zeros(size, size)
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const length = Math.sqrt((row === 0 ? 1 : 2) / size)
      matrix.set(row, column, length * Math.cos((Math.PI * row * (2 * column + 1)) / (2 * size)))
    }
  return matrix
}

/** The rows of `wanted` as whole numbers, and what undoes them for queries. */
function turnTo(wanted: Matrix, { dimension, stride }: CodeLayout): Turn {
  const codes = new Int16Array(dimension * dimension)
  const axes = Matrix.zeros(dimension, dimension)
  for (let row = 0; row < dimension; row++)
    for (let column = 0; column < dimension; column++) {
      const code = Math.round(wanted.get(row, column) * axisSteps)
      codes[row * dimension + column] = code
      axes.set(row, column, code / axisSteps)
    }
  // With R = I - A'A, which is small: B = A (I + R), and A'B = I - R R.
  const short = Matrix.eye(dimension).sub(axes.transpose().mmul(axes))
  const forQueries = Matrix.add(axes, axes.mmul(short))
  return {
    axes: layOutAxes(codes, { dimension, stride }),
    forQueries: Float64Array.from(forQueries.to1DArray()),
    // The largest stretching of a matrix is at most its Frobenius norm; |A x|^2 = x'A'A x = |x|^2 - x'R x.
    stretch: Math.sqrt(1 + short.norm('frobenius')),
    residue: short.mmul(short).norm('frobenius'),
  }
}
