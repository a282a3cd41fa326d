/* What the processor can do at most: its clock, from additions that wait for each other, and its multiply-adds on eight
   float64 a nanosecond, from chains that do not. */

#include <stddef.h>

/* Bytes of a register.  Wider vectors would be split by the compiler, and badly. */
#if defined(__AVX512F__)
#define WIDTH 64
#elif defined(__AVX__)
#define WIDTH 32
#else
#define WIDTH 16
#endif
#define CHAINS 12 /* of sixteen registers or more */

typedef double lanes __attribute__((vector_size(WIDTH)));

size_t dependent_additions(size_t n, size_t step)
{
    size_t sum = 0;
    for (size_t i = 0; i < n; i += 8) {
#define ADD sum += step; __asm__ volatile("" : "+r"(sum));
        ADD ADD ADD ADD ADD ADD ADD ADD
    }
    return sum;
}

/* n multiply-adds on eight numbers each. */
double independent_multiply_adds(size_t n, double a, double b)
{
    lanes x[CHAINS];
    for (int k = 0; k < CHAINS; k++)
        x[k] = (lanes){k};
    for (size_t i = 0; i < n * (64 / WIDTH); i += CHAINS)
        for (int k = 0; k < CHAINS; k++)
            x[k] = x[k] * a + b;
    for (int k = 1; k < CHAINS; k++)
        x[0] += x[k];
    return x[0][0] + x[0][WIDTH / 8 - 1];
}
