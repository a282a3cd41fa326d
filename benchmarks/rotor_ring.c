/* The leapfrog sweep of a closed rotor ring with its total currents, by hand in C: the peer that the compiled
   Python kernel is measured against.  LANES replicas lie side by side, angles are in turns, momenta half a step
   behind.  With LIBM_SINE the sine is the library's (a vector function where the compiler has one), else a polynomial. */

#include <math.h>
#include <stddef.h>

#ifndef LANES
#define LANES 8
#endif

typedef double lanes __attribute__((vector_size(8 * LANES), aligned(8)));

static const double turn = 6.283185307179586;

static inline lanes nearest_integer(lanes x)
{
    lanes n;
    for (int l = 0; l < LANES; l++)
        n[l] = rint(x[l]);
    return n;
}

#ifdef LIBM_SINE

static inline lanes sine_of_turns(lanes x)
{
    union { lanes all; double one[LANES]; } value = {x};
#pragma omp simd
    for (int l = 0; l < LANES; l++)
        value.one[l] = sin(turn * value.one[l]);
    return value.all;
}

#else

/* sin(2 pi y) = y (1/4 - y^2) Q(y^2) for y in [-1/2, 1/2], error 2.4e-13; Q interpolates at Chebyshev nodes in y^2. */
static inline lanes sine_of_turns(lanes x)
{
    lanes y = x - nearest_integer(x);
    lanes s = y * y;
    lanes s2 = s * s;
    lanes q = s * -0.09017133712768555 + 0.6883653737604618;
    q = q * s2 + (s * -3.645823011174798 + 14.182846008683555);
    q = q * s2 + (s * -38.51294846454675 + 67.07762070279202);
    q = q * s2 + (s * -64.835844044172 + 25.13274122871335);
    return q * (y * (0.25 - s));
}

#endif

/* One step; sines = sum_i sin r_i and power = sum_i 2 p_i (sin r_i + sin r_{i+1}) before it. */
static inline void sweep(lanes *q, lanes *p, size_t n_sites, double kick, double drift, lanes *sines, lanes *power)
{
    lanes here = q[0];
    lanes closing = sine_of_turns(here - q[n_sites - 1]);
    lanes left = closing, sum = closing, work = {0};
    for (size_t i = 0; i + 1 < n_sites; i++) {
        lanes next = q[i + 1];
        lanes right = sine_of_turns(next - here);
        lanes before = p[i], after = before + kick * (right - left);
        p[i] = after;
        q[i] = here + drift * after;
        sum += right;
        work += (before + after) * (left + right);
        left = right;
        here = next;
    }
    lanes before = p[n_sites - 1], after = before + kick * (closing - left);
    p[n_sites - 1] = after;
    q[n_sites - 1] = here + drift * after;
    *sines = sum;
    *power = work + (before + after) * (left + closing);
}

/* Advance n_samples * stride steps and store -J^p and -4 J^e before every stride-th.  Shapes: turns and momenta
   (n_vectors, n_sites, LANES), sines and power (n_samples, n_vectors, LANES). */
void rotor_ring_run(double *turns, double *momenta, size_t n_vectors, size_t n_sites, size_t n_samples, size_t stride,
                    double time_step, double *sines, double *power)
{
    double drift = time_step / turn;
    for (size_t v = 0; v < n_vectors; v++) {
        lanes *q = (lanes *)turns + v * n_sites, *p = (lanes *)momenta + v * n_sites;
        for (size_t sample = 0; sample < n_samples; sample++) {
            lanes *at = (lanes *)sines + sample * n_vectors + v, *bt = (lanes *)power + sample * n_vectors + v;
            sweep(q, p, n_sites, time_step, drift, at, bt);
            for (size_t k = 1; k < stride; k++) {
                lanes unused[2];
                sweep(q, p, n_sites, time_step, drift, unused, unused + 1);
            }
        }
    }
}
