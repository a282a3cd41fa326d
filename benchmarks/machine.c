/* What the processor can do at most: its clock, from additions that wait for each other, and its multiply-adds on eight
   float64 a nanosecond, from chains that do not. */

#include <stddef.h>

typedef double eight __attribute__((vector_size(64)));

#ifdef __AVX512F__
#define CHAINS 12
#else
#define CHAINS 6 /* fewer or narrower registers */
#endif

size_t dependent_additions(size_t n, size_t step)
{
    size_t sum = 0;
    for (size_t i = 0; i < n; i += 8) {
#define ADD sum += step; __asm__ volatile("" : "+r"(sum));
        ADD ADD ADD ADD ADD ADD ADD ADD
    }
    return sum;
}

double independent_multiply_adds(size_t n, double a, double b)
{
    eight x[CHAINS];
    for (int k = 0; k < CHAINS; k++)
        x[k] = (eight){k};
    for (size_t i = 0; i < n; i += CHAINS)
        for (int k = 0; k < CHAINS; k++)
            x[k] = x[k] * a + b;
    for (int k = 1; k < CHAINS; k++)
        x[0] += x[k];
    return x[0][0] + x[0][7];
}
