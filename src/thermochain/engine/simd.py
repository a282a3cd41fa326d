"""Vectors of eight float64 for compiled kernels: one vector holds one site of eight replicas.

LLVM's loop vectoriser gives up on the fused sweep of a chain (it cannot rule out aliasing), so the
kernels are written with explicit vectors: ``load``, ``store``, ``splat``, ``+ - *``, ``multiply_add`` and
``nearest_integer`` on values of type `vector`.  With AVX-512 a vector is one register; elsewhere LLVM splits it,
and the result is the same up to the rounding of fused multiply-adds.

Arrays are addressed through their flat data pointer: they must be C-contiguous float64, and an offset
counts elements.  Nothing is checked here; callers own the bounds.
"""

import operator

import numba
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, models, overload, register_model

LANES = 8

_DOUBLES = ir.VectorType(ir.DoubleType(), LANES)
_INT32 = ir.IntType(32)


def _instruction(function):
    """Instruction for compiled kernels; without the compiler, a function that says so in one line."""
    if not numba.config.DISABLE_JIT:
        return intrinsic(function)

    def refuse(*_):
        raise RuntimeError("NUMBA_DISABLE_JIT=1 leaves chains without the vectors that they are made of; unset it")

    return refuse


class _Vector(types.Type):
    def __init__(self):
        super().__init__(name=f"float64x{LANES}")


vector = _Vector()


@register_model(_Vector)
class _VectorModel(models.PrimitiveModel):
    def __init__(self, manager, fe_type):
        super().__init__(manager, fe_type, _DOUBLES)


def _pointer(context, builder, array_type, array, offset):
    data = context.make_array(array_type)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [offset]), _DOUBLES.as_pointer())


@_instruction
def load(typing, array, offset):
    """Vector of eight consecutive elements of `array` from the flat `offset` on."""

    def generate(context, builder, signature, args):
        value = builder.load(_pointer(context, builder, signature.args[0], *args))
        value.align = 8  # the alignment that numpy guarantees
        return value

    return vector(array, types.intp), generate


@_instruction
def store(typing, array, offset, value):
    """Write a vector to eight consecutive elements of `array` from the flat `offset` on."""

    def generate(context, builder, signature, args):
        pointer = _pointer(context, builder, signature.args[0], args[0], args[1])
        builder.store(args[2], pointer).align = 8
        return context.get_dummy_value()

    return types.void(array, types.intp, vector), generate


@_instruction
def splat(typing, scalar):
    """Vector with the float64 `scalar` in all eight lanes."""

    def generate(context, builder, signature, args):
        undefined = ir.Constant(_DOUBLES, ir.Undefined)
        first = builder.insert_element(undefined, args[0], ir.Constant(_INT32, 0))
        lanes = ir.Constant(ir.VectorType(_INT32, LANES), [0] * LANES)
        return builder.shuffle_vector(first, undefined, lanes)

    return vector(types.float64), generate


def _llvm_function(name, n_arguments):
    def generate(context, builder, signature, args):
        kind = ir.FunctionType(_DOUBLES, [_DOUBLES] * n_arguments)
        function = cgutils.get_or_insert_function(builder.module, kind, f"{name}.v{LANES}f64")
        return builder.call(function, args)

    return generate


@_instruction
def multiply_add(typing, a, b, c):
    """Return a * b + c, fused where the processor can do so."""
    return vector(vector, vector, vector), _llvm_function("llvm.fmuladd", 3)


@_instruction
def nearest_integer(typing, a):
    """Vector with each lane rounded to the nearest integer, ties to even."""
    return vector(vector), _llvm_function("llvm.rint", 1)


def _define_operator(python_operator, instruction):
    @intrinsic
    def compiled(typing, a, b):
        def generate(context, builder, signature, args):
            return getattr(builder, instruction)(*args)

        return vector(vector, vector), generate

    @overload(python_operator)
    def _typed(a, b):
        return (lambda a, b: compiled(a, b)) if a == vector and b == vector else None


for _python_operator, _instruction in (
    (operator.add, "fadd"),
    (operator.sub, "fsub"),
    (operator.mul, "fmul"),
):
    _define_operator(_python_operator, _instruction)
