/* The sweep of a closed rotor ring in integers of 32 bits with its total currents, by hand in C: the peer that the
   compiled Python kernel is measured against.  LANES replicas lie side by side; angles are phases, of which 2^32 make a
   turn, and momenta, half a step behind, turn a rotor by one phase in a step. */

#include <math.h>
#include <stddef.h>
#include <stdint.h>

typedef float floats __attribute__((vector_size(4 * LANES), aligned(4)));
typedef int32_t integers __attribute__((vector_size(4 * LANES), aligned(4)));

static inline integers nearest(floats x)
{
    integers n;
    for (int l = 0; l < LANES; l++)
        n[l] = (int32_t)rintf(x[l]);
    return n;
}

static inline floats to_floats(integers x)
{
    return __builtin_convertvector(x, floats);
}

/* strength sin(2 pi y) = strength y (1/4 - y^2) Q(y^2) of y = x / 2^32, error 5e-7; Q interpolates at five Chebyshev
   nodes in y^2. */
static inline floats sine_of_phases(integers x, float strength)
{
    floats y = to_floats(x) * 0x1p-32f;
    floats s = y * y;
    floats s2 = s * s;
    floats zeros = y * (0.25f * strength - strength * s);
    floats q = s2 * 12.071281433105469f + (s * -38.062435150146484f + 67.03784942626953f);
    q = q * s2 + (s * -64.83460998535156f + 25.132734298706055f);
    return q * zeros;
}

/* One step; sums = sum_i k_i and power = sum_i 2 p_i (k_i + k_{i+1}) before it, with kicks k = strength sin r. */
static inline void sweep(integers *q, integers *p, size_t n_sites, float strength, floats *sums, floats *power)
{
    integers here = q[0];
    floats closing = sine_of_phases(here - q[n_sites - 1], strength);
    integers closing_kick = nearest(closing), left_kick = closing_kick;
    floats left = closing, sum = closing, work = {0};
    for (size_t i = 0; i + 1 < n_sites; i++) {
        integers next = q[i + 1];
        floats right = sine_of_phases(next - here, strength);
        integers right_kick = nearest(right);
        integers before = p[i], after = before + (right_kick - left_kick);
        p[i] = after;
        q[i] = here + after;
        sum += right;
        work += (to_floats(before) + to_floats(after)) * (left + right);
        left = right;
        left_kick = right_kick;
        here = next;
    }
    integers before = p[n_sites - 1], after = before + (closing_kick - left_kick);
    p[n_sites - 1] = after;
    q[n_sites - 1] = here + after;
    *sums = sum;
    *power = work + (to_floats(before) + to_floats(after)) * (left + closing);
}

/* Advance n_samples * stride steps and store both sums before every stride-th.  Shapes: phases and momenta
   (n_vectors, n_sites, LANES), sums and power (n_samples, n_vectors, LANES). */
void rotor_phases_run(int32_t *phases, int32_t *momenta, size_t n_vectors, size_t n_sites, size_t n_samples,
                      size_t stride, float strength, float *sums, float *power)
{
    for (size_t v = 0; v < n_vectors; v++) {
        integers *q = (integers *)phases + v * n_sites, *p = (integers *)momenta + v * n_sites;
        for (size_t sample = 0; sample < n_samples; sample++) {
            floats *at = (floats *)sums + sample * n_vectors + v, *bt = (floats *)power + sample * n_vectors + v;
            sweep(q, p, n_sites, strength, at, bt);
            for (size_t k = 1; k < stride; k++) {
                floats unused[2];
                sweep(q, p, n_sites, strength, unused, unused + 1);
            }
        }
    }
}
