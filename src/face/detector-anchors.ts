/** Pixels one step of each of the detector's grids covers; the first look is the finest. */
const strides = [16, 32, 64, 128, 256, 512] as const

/** Anchors of one cell of each grid, as shares of the square the network was trained on. */
const anchorsPerCell = [3, 6, 6, 6, 6, 6] as const

/** Edge of the square the weights were trained on, to which the sizes of their anchors refer. */
const trainedPx = 512

/** Heights and widths in pixels of the anchors of one cell, grid by grid. */
export type AnchorSizes = readonly (readonly (readonly [heightPx: number, widthPx: number])[])[]

/** How many floats the weights list for the trained square: top, left, bottom, right of every anchor. */
export const priorFloats = 4 * strides.reduce((sum, stride, at) => sum + cells(stride) ** 2 * perCell(at), 0)

/**
 * Reads the sizes from the anchors that come with the weights: they are the same in every cell of a grid, so the first
 * cell of each tells them, and the anchors of a canvas of any size follow.
 */
export function readAnchorSizes(priors: Float32Array): AnchorSizes {
  let from = 0
  return strides.map((stride, at) => {
    const sizes = Array.from({ length: perCell(at) }, (_, anchor) => {
      const [top = 0, left = 0, bottom = 0, right = 0] = priors.subarray(
        from + anchor * 4,
        from + anchor * 4 + 4,
      )
      return [(bottom - top) * trainedPx, (right - left) * trainedPx] as const
    })
    from += cells(stride) ** 2 * perCell(at) * 4
    return sizes
  })
}

type Canvas = { readonly widthPx: number; readonly heightPx: number }

/**
 * Centre y, centre x, height and width in pixels of every anchor of a canvas, in the order of the network's answers.
 * Photos come in few sizes and canvases in fewer: each is worked out once.
 */
export function anchorTable(sizes: AnchorSizes): (canvas: Canvas) => Float32Array {
  const known = new Map<string, Float32Array>()
  return (canvas) => {
    const size = `${canvas.widthPx} ${canvas.heightPx}`
    const anchors = known.get(size) ?? anchorsOf(sizes, canvas)
    known.set(size, anchors)
    return anchors
  }
}

function anchorsOf(sizes: AnchorSizes, canvas: Canvas): Float32Array {
  const anchors: number[] = []
  for (const [at, stride] of strides.entries()) {
    const columns = cellCentresPx(canvas.widthPx, stride)
    const rows = cellCentresPx(canvas.heightPx, stride)
    for (let cell = 0; cell < columns.length * rows.length; cell++) {
      const y = rows[Math.floor(cell / columns.length)] ?? 0
      const x = columns[cell % columns.length] ?? 0
      for (const [heightPx, widthPx] of sizes[at] ?? []) anchors.push(y, x, heightPx, widthPx)
    }
  }
  return Float32Array.from(anchors)
}

/**
 * Where the cells of a grid lie along an edge. Halving an even number of cells, the network pads behind them; halving an odd number it
 * pads on both sides, and the grid lies one of those cells further to the front.
 */
function cellCentresPx(edgePx: number, stride: number): readonly number[] {
  let firstPx = strides[0] / 2
  let count = Math.ceil(edgePx / strides[0])
  for (let finer: number = strides[0]; finer < stride; finer *= 2) {
    firstPx += count % 2 === 0 ? finer / 2 : -finer / 2
    count = Math.ceil(count / 2)
  }
  return Array.from({ length: count }, (_, at) => firstPx + at * stride)
}

function cells(stride: number): number {
  return trainedPx / stride
}

function perCell(grid: number): number {
  return anchorsPerCell[grid] ?? 0
}
