"""Vectors for compiled kernels: one vector holds one site of several replicas.

LLVM's loop vectoriser gives up on the fused sweep of a chain (it cannot rule out aliasing), so the kernels are written
with explicit vectors of three types:

doubles
    eight float64, with ``+ - *``, `multiply_add` and `nearest_integer`;
floats
    sixteen float32, with ``+ - *`` and `multiply_add`;
integers
    sixteen int32, with ``+ - * ^`` modulo 2^32, `shifted`, `rotated` and `above`.

`to_floats` and `to_integers` convert the last two into each other.  With AVX-512 a vector is one register; elsewhere
LLVM splits it, and the result is the same up to the rounding of fused multiply-adds.

`load`, `store` and `splat` choose the type by that of the elements.  Arrays are addressed through their flat data
pointer: they must be C-contiguous, and an offset counts elements.  Nothing is checked here; callers own the bounds.
"""

import operator

import numba
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, models, overload, register_model

LANES = 8
PHASE_LANES = 16  # replicas of a vector of floats or integers

_INT32 = ir.IntType(32)


class _Vector(types.Type):
    """Type of `lanes` numbers side by side."""

    def __init__(self, element: types.Number, lanes: int):
        super().__init__(name=f"{element}x{lanes}")
        self.lanes = lanes


doubles = _Vector(types.float64, LANES)
floats = _Vector(types.float32, PHASE_LANES)
integers = _Vector(types.int32, PHASE_LANES)

_OF_ELEMENTS = {types.float64: doubles, types.float32: floats, types.int32: integers}
_REGISTERS = {
    doubles: ir.VectorType(ir.DoubleType(), LANES),
    floats: ir.VectorType(ir.FloatType(), PHASE_LANES),
    integers: ir.VectorType(_INT32, PHASE_LANES),
}
_SUFFIXES = {doubles: f"v{LANES}f64", floats: f"v{PHASE_LANES}f32", integers: f"v{PHASE_LANES}i32"}
_BYTES = {doubles: 8, floats: 4, integers: 4}  # of an element, the alignment that numpy guarantees


def _instruction(function):
    """Instruction for compiled kernels; without the compiler, a function that says so in one line."""
    if not numba.config.DISABLE_JIT:
        return intrinsic(function)

    def refuse(*_):
        raise RuntimeError("NUMBA_DISABLE_JIT=1 leaves chains without the vectors that they are made of; unset it")

    return refuse


@register_model(_Vector)
class _VectorModel(models.PrimitiveModel):
    def __init__(self, manager, fe_type):
        super().__init__(manager, fe_type, _REGISTERS[fe_type])


def _pointer(context, builder, array_type, array, offset):
    data = context.make_array(array_type)(context, builder, array).data
    kind = _REGISTERS[_OF_ELEMENTS[array_type.dtype]]
    return builder.bitcast(builder.gep(data, [offset]), kind.as_pointer())


@_instruction
def load(typing, array, offset):
    """Vector of consecutive elements of `array` from the flat `offset` on."""
    kind = _OF_ELEMENTS[array.dtype]

    def generate(context, builder, signature, args):
        value = builder.load(_pointer(context, builder, signature.args[0], *args))
        value.align = _BYTES[kind]
        return value

    return kind(array, types.intp), generate


@_instruction
def store(typing, array, offset, value):
    """Write a vector to consecutive elements of `array` from the flat `offset` on."""
    kind = _OF_ELEMENTS[array.dtype]

    def generate(context, builder, signature, args):
        pointer = _pointer(context, builder, signature.args[0], args[0], args[1])
        builder.store(args[2], pointer).align = _BYTES[kind]
        return context.get_dummy_value()

    return types.void(array, types.intp, kind), generate


@_instruction
def splat(typing, scalar):
    """Vector with the float64, float32 or int32 `scalar` in all lanes."""
    kind = _OF_ELEMENTS[types.unliteral(scalar)]

    def generate(context, builder, signature, args):
        return _splat(builder, kind, args[0])

    return kind(types.unliteral(scalar)), generate


def _splat(builder, kind, scalar):
    undefined = ir.Constant(_REGISTERS[kind], ir.Undefined)
    first = builder.insert_element(undefined, scalar, ir.Constant(_INT32, 0))
    return builder.shuffle_vector(first, undefined, ir.Constant(ir.VectorType(_INT32, kind.lanes), [0] * kind.lanes))


def _llvm_function(name, kind, *arguments):
    """Call of the function of LLVM that is called `name` for vectors of `arguments`, with a result of type `kind`."""

    def generate(context, builder, signature, args):
        function_type = ir.FunctionType(_REGISTERS[kind], [_REGISTERS[a] for a in arguments])
        suffixes = [_SUFFIXES[a] for a in dict.fromkeys((kind, *arguments))]
        function = cgutils.get_or_insert_function(builder.module, function_type, ".".join([name, *suffixes]))
        return builder.call(function, args)

    return kind(*arguments), generate


@_instruction
def multiply_add(typing, a, b, c):
    """Return a * b + c of doubles or floats, fused where the processor can do so."""
    return _llvm_function("llvm.fmuladd", a, a, a, a)


@_instruction
def nearest_integer(typing, a):
    """Doubles with each lane rounded to the nearest integer, ties to even."""
    return _llvm_function("llvm.rint", doubles, doubles)


@_instruction
def to_integers(typing, a):
    """Integers nearest to floats, ties to even; the floats must lie in the range of int32."""
    return _llvm_function("llvm.lrint", integers, floats)


@_instruction
def to_floats(typing, a):
    """Floats nearest to integers."""

    def generate(context, builder, signature, args):
        return builder.sitofp(args[0], _REGISTERS[floats])

    return floats(integers), generate


@_instruction
def shifted(typing, a, n):
    """Integers a * 2^n modulo 2^32, with one int32 0 <= n < 32 for all lanes."""

    def generate(context, builder, signature, args):
        return builder.shl(args[0], _splat(builder, integers, args[1]))

    return integers(integers, types.int32), generate


@_instruction
def rotated(typing, a, n):
    """Integers whose bits are rotated to the left by one int32 0 <= n < 32 for all lanes."""

    def generate(context, builder, signature, args):
        kind = _REGISTERS[integers]
        name = f"llvm.fshl.{_SUFFIXES[integers]}"
        function = cgutils.get_or_insert_function(builder.module, ir.FunctionType(kind, [kind] * 3), name)
        return builder.call(function, [args[0], args[0], _splat(builder, integers, args[1])])

    return integers(integers, types.int32), generate


@_instruction
def above(typing, a, b):
    """Integers that are -1 where a > b and 0 elsewhere."""

    def generate(context, builder, signature, args):
        return builder.sext(builder.icmp_signed(">", *args), _REGISTERS[integers])

    return integers(integers, integers), generate


def _define_operator(python_operator, of_floats, of_integers):
    instructions = {doubles: of_floats, floats: of_floats, integers: of_integers}

    @intrinsic
    def compiled(typing, a, b):
        def generate(context, builder, signature, args):
            return getattr(builder, instructions[a])(*args)

        return a(a, a), generate

    @overload(python_operator)
    def _typed(a, b):
        return (lambda a, b: compiled(a, b)) if a == b and instructions.get(a) else None


for _python_operator, _of_floats, _of_integers in (
    (operator.add, "fadd", "add"),
    (operator.sub, "fsub", "sub"),
    (operator.mul, "fmul", "mul"),
    (operator.xor, None, "xor"),
):
    _define_operator(_python_operator, _of_floats, _of_integers)
