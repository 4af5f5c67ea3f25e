import { must } from '../kernel/index.ts'
import type { GraphValue, OnnxGraph } from './onnx-graph.ts'
import type { Weight } from './weights-manifest.ts'

/** A convolution kernel in ONNX order: out, in, height, width. */
export type Kernel = {
  readonly shape: readonly [number, number, number, number]
  readonly values: Float32Array
}

/** TensorFlow keeps kernels as height, width, in, out. */
export function kernelOf({ shape, values }: Weight): Kernel {
  const [height, width, inputs, outputs] = fourSizes(shape)
  const turned = new Float32Array(values.length)
  for (let place = 0; place < height * width; place++) {
    for (let input = 0; input < inputs; input++) {
      for (let output = 0; output < outputs; output++) {
        turned[(output * inputs + input) * height * width + place] =
          values[(place * inputs + input) * outputs + output] ?? 0
      }
    }
  }
  return { shape: [outputs, inputs, height, width], values: turned }
}

/** A depthwise kernel (height, width, channels, 1) becomes one group per channel. */
export function depthwiseKernelOf({ shape, values }: Weight): Kernel {
  const [height, width, channels] = fourSizes(shape)
  const turned = new Float32Array(values.length)
  for (let place = 0; place < height * width; place++) {
    for (let channel = 0; channel < channels; channel++) {
      turned[channel * height * width + place] = values[place * channels + channel] ?? 0
    }
  }
  return { shape: [channels, 1, height, width], values: turned }
}

/** The same kernel with every output channel multiplied by its own factor: how scale and batch norm fold in. */
export function scaledKernel({ shape, values }: Kernel, factors: Float32Array): Kernel {
  const perOutput = values.length / shape[0]
  return { shape, values: values.map((value, at) => value * (factors[Math.floor(at / perOutput)] ?? 0)) }
}

export type ConvolutionOptions = {
  readonly kernel: Kernel
  readonly bias?: Float32Array
  readonly stride: number
  /** Pixels on every side, or TensorFlow's "same", which puts the odd pixel at the lower right. */
  readonly padding: number | 'same'
}

export function convolution(graph: OnnxGraph, input: GraphValue, options: ConvolutionOptions): GraphValue {
  const { kernel, bias, stride, padding } = options
  const [outputs, perGroup, height, width] = kernel.shape
  const inputs = [input, graph.floats(kernel.shape, kernel.values)]
  if (bias) inputs.push(graph.floats([outputs], bias))
  return graph.node('Conv', inputs, {
    kernel_shape: [height, width],
    strides: [stride, stride],
    group: perGroup === 1 ? outputs : 1,
    ...(padding === 'same' ? { auto_pad: 'SAME_UPPER' } : { pads: [padding, padding, padding, padding] }),
  })
}

function fourSizes(shape: readonly number[]): [number, number, number, number] {
  const [a, b, c, d] = shape
  return [must(a, 'height'), must(b, 'width'), must(c, 'inputs'), must(d, 'outputs')]
}
