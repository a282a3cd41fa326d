"use strict";

/* Stationary states of chains of n rotors: (IOS 2.30) between the resistances of both contacts, as docs/contacts.md
   describes them and rotors/macroscopic/finite_chain.py solves them. */
const finiteChain = (() => {
  const STEP = 1e-6; // of the finite differences
  const CONVERGED = 1e-11; // largest unexplained step of temperature or momentum, relative to the largest T or |p| of the baths
  const MOST_STEPS = 60;
  const MOST_HALVINGS = 12;
  const LONGEST = 0.3; // largest relative change of a temperature in a step of Newton's method
  const WARMED = 0.05; // temperature of the ends in the first guess, less that of the baths, over (p_R - p_L)^2

  /* rho_p and rho_T at the temperature T and friction gamma, interpolated linearly in the logarithms. */
  function resistances(table, T, gamma) {
    const [k, s] = between(table.temperature, T);
    const [m, t] = between(table.friction, gamma);
    const at = (values) => {
      const row = (i) => (1 - s) * Math.log(values[i][k]) + s * Math.log(values[i][k + 1]);
      return Math.exp((1 - t) * row(m) + t * row(m + 1));
    };
    return [at(table.momentum), at(table.heat)];
  }

  /* Index of the interval of the ascending list that holds the value, and the place in it in the logarithm, 0 to 1. */
  function between(list, value) {
    let k = 0;
    while (k < list.length - 2 && list[k + 1] <= value) k++;
    const place = Math.log(value / list[k]) / Math.log(list[k + 1] / list[k]);
    return [k, Math.min(1, Math.max(0, place))];
  }

  /* The state of the bulk between the inner values [T_L, T_R, p_L, p_R], with the factors exp(s/N) on D and kappa. */
  function bulk(c, table, n, [T_L, T_R, p_L, p_R]) {
    const [log_p, log_e] = table.sites.map((s) => (2 * s) / (n - 1));
    const unit = Math.exp(0.5 * (log_e - log_p)); // of momentum, in which the factor on kappa/D is one
    const jump = (p_R - p_L) / unit;
    const one = thermochain.solve(c, { T_L, T_R, p_L: 0, p_R: jump });
    const J_p = Math.exp(log_p) * unit * one.J_p;
    const J_e = 0.5 * (p_L + p_R) * J_p + Math.exp(log_e) * (one.J_e - 0.5 * jump * one.J_p);
    const profile = (x) => {
      const { p, T } = one.profile(x);
      return { p: p_L + unit * p, T };
    };
    return { J_p, J_e, T_max: one.T_max, profile };
  }

  /* Steps at the contacts less those that the resistances ask for: of T at both ends, then of p; and the two currents. */
  function unexplained(c, table, { n, gamma }, baths, inner) {
    const state = bulk(c, table, n, inner);
    const [j_p, j_e] = [(2 * state.J_p) / (n - 1), (2 * state.J_e) / (n - 1)];
    const left = [0, 1].map((end) => {
      const into = end ? -1 : 1; // sign of a current into the chain
      const [rho_p, rho_T] = resistances(table, inner[end], gamma);
      return [
        into * (baths[end] - inner[end]) - rho_T * (j_e - inner[2 + end] * j_p),
        into * (baths[2 + end] - inner[2 + end]) - rho_p * j_p,
      ];
    });
    return { steps: [left[0][0], left[1][0], left[0][1], left[1][1]], state };
  }

  /* x with matrix x = right, by elimination with pivots. */
  function solveLinear(matrix, right) {
    const rows = matrix.map((row, k) => [...row, right[k]]);
    const size = rows.length;
    for (let k = 0; k < size; k++) {
      const pivot = rows.slice(k).reduce((best, row, i) => (Math.abs(row[k]) > Math.abs(rows[best][k]) ? k + i : best), k);
      [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
      for (let i = k + 1; i < size; i++) {
        const factor = rows[i][k] / rows[k][k];
        for (let j = k; j <= size; j++) rows[i][j] -= factor * rows[k][j];
      }
    }
    const x = Array(size).fill(0);
    for (let k = size - 1; k >= 0; k--) {
      const known = x.reduce((sum, value, j) => (j > k ? sum + rows[k][j] * value : sum), 0);
      x[k] = (rows[k][size] - known) / rows[k][k];
    }
    return x;
  }

  /* The state of a chain {n, gamma} between baths {T_L, T_R, p_L, p_R}; throws RangeError in words where there is none. */
  function solve(c, table, chain, boundary) {
    const baths = [boundary.T_L, boundary.T_R, boundary.p_L, boundary.p_R];
    const [low, high] = [table.temperature[0], table.temperature.at(-1)];
    checkBaths(boundary, low, high);
    const size = Math.max(...baths.map(Math.abs));
    const errorOf = ({ steps }) => Math.max(...steps.map(Math.abs));
    const clip = (inner) => inner.map((value, k) => (k < 2 ? Math.min(high, Math.max(low, value)) : value));
    const at = (inner) => unexplained(c, table, chain, baths, inner);
    const heat = WARMED * (baths[3] - baths[2]) ** 2;
    let inner = [
      ...baths.slice(0, 2).map((T) => Math.min(0.9 * high, Math.max(low, T + heat))),
      baths[2] + 0.05 * (baths[3] - baths[2]),
      baths[3] - 0.05 * (baths[3] - baths[2]),
    ];
    let here = at(inner);
    for (let step = 0; step < MOST_STEPS && errorOf(here) > CONVERGED * size; step++) {
      const change = solveLinear(slopesOf(at, inner, here).steps, here.steps).map((value) => -value);
      const relative = Math.max(...[0, 1].map((k) => Math.abs(change[k]) / inner[k]));
      let length = Math.min(1, LONGEST / relative);
      for (let halving = 0; ; halving++) {
        const trial = clip(inner.map((value, k) => value + length * change[k]));
        const there = at(trial);
        if (errorOf(there) <= errorOf(here) || halving === MOST_HALVINGS) {
          [inner, here] = [trial, there];
          break;
        }
        length *= 0.5;
      }
    }
    if (!(errorOf(here) <= 1e-9 * size))
      throw new RangeError("The contacts of this chain would get hotter or colder than they were measured: choose a longer or an infinite chain.");
    return stateOf(at, inner, here, boundary);
  }

  function checkBaths({ T_L, T_R, p_L, p_R }, low, high) {
    for (const [name, T] of [["T_L", T_L], ["T_R", T_R]])
      if (!(low <= T && T <= high))
        throw new RangeError(`${name} = ${T} must lie in [${low}, ${high}], where the contacts were measured; choose an infinite chain.`);
    if (!Number.isFinite(p_L + p_R)) throw new RangeError("The momenta must be numbers.");
  }

  /* Derivatives by the inner values: of the unexplained steps, a matrix, and of the energy current. */
  function slopesOf(at, inner, here) {
    const shifted = inner.map((_, k) => at(inner.map((value, j) => (j === k ? value + STEP : value))));
    return {
      steps: here.steps.map((value, i) => shifted.map((there) => (there.steps[i] - value) / STEP)),
      current: shifted.map((there) => (there.state.J_e - here.state.J_e) / STEP),
    };
  }

  function stateOf(at, inner, { steps, state }, boundary) {
    const slopes = slopesOf(at, inner, { steps, state });
    // heating a bath changes its own unexplained step by 1 on the left and by -1 on the right
    const response = (end) => {
      const moved = solveLinear(slopes.steps, [0, 1, 2, 3].map((k) => (k !== end ? 0 : end ? 1 : -1)));
      return moved.reduce((sum, value, k) => sum + slopes.current[k] * value, 0);
    };
    const { T_L, T_R, p_L, p_R } = boundary;
    const { J_p, J_e, T_max, profile } = state;
    const entropyProduction = (J_e - p_R * J_p) / T_R - (J_e - p_L * J_p) / T_L;
    return { boundary, J_p, J_e, T_max, entropyProduction, slope: { left: response(0), right: response(1) }, profile };
  }

  return { solve };
})();
