"use strict";

/* Stationary states of the macroscopic equations (IOS 2.30) by their first integral, as docs/macroscopic.md derives it.

   With G' = kappa/D and u = (p - p_L)/(p_R - p_L), G(u) is a parabola whatever the coefficients are; currents,
   profiles and responses are integrals of D over u.  Temperatures in units of the potential's amplitude over k_B. */
const thermochain = (() => {
  const PIECE = 0.01; // longest piece of the table of G, in log T
  const TOLERANCE = 1e-12; // of one panel's integrals, relative to those of the whole chain
  const PANELS = 8;
  const DEEPEST = 50; // halvings of a panel
  const SMALL = gaussLegendre(3);
  const LARGE = gaussLegendre(10);

  /* The laws K(T) of rotors/onsager.py: values and slopes in T. */
  const LAWS = {
    ExponentialLaw: ({ parameters: [a, b, c] }) => ({
      value: (T) => a * Math.exp(-b * T) + c / (T * T),
      slope: (T) => -a * b * Math.exp(-b * T) - (2 * c) / (T * T * T),
    }),
    InversePowerLaw: ({ parameters: [a, b, c] }) => ({
      value: (T) => a + b / T + c / (T * T),
      slope: (T) => -b / (T * T) - (2 * c) / (T * T * T),
    }),
    LogPolynomialLaw: ({ parameters, low, high }) => {
      const middle = 0.5 * Math.log(low * high);
      const half = 0.5 * Math.log(high / low);
      const logarithm = (T) => {
        const s = (Math.log(T) - middle) / half;
        const inside = Math.min(1, Math.max(-1, s));
        const [value, slope] = legendreSeries(parameters, inside);
        return [value + slope * (s - inside), slope / half]; // a power law beyond the ends
      };
      return {
        value: (T) => Math.exp(logarithm(T)[0]),
        slope: (T) => {
          const [value, slope] = logarithm(T);
          return (Math.exp(value) * slope) / T;
        },
      };
    },
  };

  /* Sum and derivative of sum_k c_k P_k at s. */
  function legendreSeries(c, s) {
    let [value, slope] = [c[0], 0];
    let [before, now, slopeBefore, slopeNow] = [1, s, 0, 1];
    for (let k = 1; k < c.length; k++) {
      value += c[k] * now;
      slope += c[k] * slopeNow;
      const next = ((2 * k + 1) * s * now - k * before) / (k + 1);
      const slopeNext = slopeBefore + (2 * k + 1) * now;
      [before, now, slopeBefore, slopeNow] = [now, next, slopeNow, slopeNext];
    }
    return [value, slope];
  }

  /* Nodes and weights on [0, 1], by Newton's method on P_n. */
  function gaussLegendre(n) {
    const unit = Array.from({ length: n + 1 }, (_, k) => (k === n ? 1 : 0));
    return unit.slice(0, n).map((_, k) => {
      let s = Math.cos((Math.PI * (k + 0.75)) / (n + 0.5));
      for (let step = 0; step < 20; step++) {
        const [value, slope] = legendreSeries(unit, s);
        s -= value / slope;
      }
      const slope = legendreSeries(unit, s)[1];
      return { u: 0.5 * (1 + s), weight: 1 / ((1 - s * s) * slope * slope) };
    });
  }

  /* Coefficients as results/coefficients/*.json holds them -> D, kappa and the thermal potential G with its inverse. */
  function coefficients(record) {
    const pp = LAWS[record.pp.law](record.pp);
    const ee = LAWS[record.ee.law](record.ee);
    const c = {
      record,
      D: (T) => pp.value(T) / T,
      slopeOfD: (T) => pp.slope(T) / T - pp.value(T) / (T * T),
      kappa: (T) => ee.value(T) / (T * T),
    };
    return Object.assign(c, thermalPotential(record, (y) => ratio(ee, pp, Math.exp(y))));
  }

  function ratio(ee, pp, T) {
    return ee.value(T) / pp.value(T); // dG/d log T
  }

  function thermalPotential(record, slope) {
    const [low, high] = record.admissible_range;
    const kinks = record.measured_range.filter((T) => low < T && T < high);
    const ends = [low, ...kinks, high].map(Math.log);
    const y = [ends[0]];
    for (let k = 1; k < ends.length; k++) {
      const n = Math.ceil((ends[k] - ends[k - 1]) / PIECE);
      for (let i = 1; i <= n; i++) y.push(i === n ? ends[k] : ends[k - 1] + ((ends[k] - ends[k - 1]) * i) / n);
    }
    const integral = (a, b) => (b - a) * SMALL.reduce((sum, q) => sum + q.weight * slope(a + (b - a) * q.u), 0);
    const table = [0];
    for (let k = 1; k < y.length; k++) table.push(table[k - 1] + integral(y[k - 1], y[k]));

    const potential = (T) => {
      const k = pieceOf(y, Math.log(T));
      return table[k] + integral(y[k], Math.log(T));
    };
    const temperature = (g) => {
      const k = pieceOf(table, g);
      let at = y[k] + ((y[k + 1] - y[k]) * (g - table[k])) / (table[k + 1] - table[k]);
      for (let step = 0; step < 2; step++) at -= (table[k] + integral(y[k], at) - g) / slope(at);
      return Math.exp(at);
    };
    return { potential, temperature, kinks: kinks.map(potential), highest: table[table.length - 1] };
  }

  /* Index of the piece of the ascending list that holds the value; the first or the last for values beyond. */
  function pieceOf(list, value) {
    let [low, high] = [0, list.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (list[middle] <= value) low = middle;
      else high = middle;
    }
    return low;
  }

  /* The stationary state between boundary values {T_L, T_R, p_L, p_R}; throws RangeError in words where there is none. */
  function solve(c, boundary) {
    const { T_L, T_R, p_L, p_R } = boundary;
    checkBoundary(c, boundary);
    const [left, right, height] = [c.potential(T_L), c.potential(T_R), 0.5 * (p_R - p_L) ** 2];
    const G = (u) => left * (1 - u) + right * u + height * u * (1 - u);
    const peak = peakOf(left, right, height);
    if (peak > c.highest * (1 + 1e-12))
      throw new RangeError(
        `The chain gets hotter inside than ${format(c.record.admissible_range[1])}, where these coefficients end: ` +
          "bring the momenta closer together or cool the baths.",
      );
    const panels = quadrature(c, G, cutsOf(c, left, right, height));
    const [mean, awayFromLeft, awayFromRight] = panels.total;
    const A = right - left + 0.5 * (p_R - p_L) * (p_R + p_L);
    const [J_p, J_e] = [-0.5 * (p_R - p_L) * mean, -0.5 * A * mean];
    const excess = (gained, drive) => (-drive * gained) / mean - 1;
    const push = (T) => (0.5 * mean * c.kappa(T)) / c.D(T); // loss of J^e with the temperature at an end, D as it is
    return {
      boundary,
      J_p,
      J_e,
      T_max: c.temperature(peak),
      entropyProduction: (J_e - p_R * J_p) / T_R - (J_e - p_L * J_p) / T_L,
      excess: { left: excess(awayFromRight, -A), right: excess(awayFromLeft, A) },
      slope: { left: -push(T_L) * excess(awayFromRight, -A), right: push(T_R) * excess(awayFromLeft, A) },
      profile: profileOf(c, boundary, G, panels),
    };
  }

  function checkBoundary(c, boundary) {
    const [low, high] = c.record.admissible_range;
    for (const [name, value] of Object.entries(boundary)) {
      if (!Number.isFinite(value)) throw new RangeError(`${name} must be a number.`);
      if (name.startsWith("T") && !(low <= value && value <= high))
        throw new RangeError(`${name} = ${format(value)} must lie in [${format(low)}, ${format(high)}], where these coefficients hold.`);
    }
  }

  function peakOf(left, right, height) {
    const lean = Math.abs(right - left);
    if (height <= lean) return Math.max(left, right);
    return 0.5 * (left + right) + 0.25 * (height + (lean * lean) / height);
  }

  /* 0, 1 and the u between where G passes a kink of the coefficients, ascending. */
  function cutsOf(c, left, right, height) {
    const slope = right - left + height;
    const roots = [0, 1];
    for (const kink of c.kinks) {
      const square = slope * slope - 4 * height * (kink - left);
      if (square <= 0) continue;
      const q = 0.5 * (slope + (slope < 0 ? -1 : 1) * Math.sqrt(square));
      roots.push(q / height, (kink - left) / q);
    }
    return roots.filter((u) => 0 <= u && u <= 1).sort((a, b) => a - b);
  }

  /* Panels [start, stop, int D] that resolve D(u), and the integrals of D, u dD/dG and (1 - u) dD/dG over the chain. */
  function quadrature(c, G, cuts) {
    const at = (u) => {
      const T = c.temperature(G(u));
      const D = c.D(T);
      const slope = (c.slopeOfD(T) * D) / c.kappa(T); // dD/dG
      return [D, u * slope, (1 - u) * slope];
    };
    const integrate = (start, stop) => {
      const sum = [0, 0, 0];
      for (const q of LARGE) {
        const values = at(start + (stop - start) * q.u);
        for (let k = 0; k < 3; k++) sum[k] += q.weight * (stop - start) * values[k];
      }
      return { start, stop, sum };
    };
    const total = [0, 0, 0];
    const add = (panel, sign) => panel.sum.forEach((value, k) => (total[k] += sign * value));
    const waiting = [];
    for (let k = cuts.length - 1; k > 0; k--)
      for (let i = PANELS; i > 0; i--) {
        const width = (cuts[k] - cuts[k - 1]) / PANELS;
        if (width > 0) waiting.push({ ...integrate(cuts[k] - (PANELS - i + 1) * width, cuts[k] - (PANELS - i) * width), depth: 0 });
      }
    waiting.forEach((panel) => add(panel, 1));
    const done = [];
    while (waiting.length) {
      const panel = waiting.pop();
      const middle = 0.5 * (panel.start + panel.stop);
      const halves = [integrate(panel.start, middle), integrate(middle, panel.stop)];
      add(panel, -1);
      halves.forEach((half) => add(half, 1));
      const moved = panel.sum.some((value, k) => {
        const change = Math.abs(value - halves[0].sum[k] - halves[1].sum[k]);
        return change > TOLERANCE * (Math.abs(total[k]) + Math.abs(value));
      });
      if (moved && panel.depth < DEEPEST)
        waiting.push({ ...halves[1], depth: panel.depth + 1 }, { ...halves[0], depth: panel.depth + 1 });
      else done.push(...halves);
    }
    return { done, total, D: (u) => at(u)[0], integrate: (a, b) => integrate(a, b).sum[0] };
  }

  /* x in [-1, 1] -> {p, T}: x(u) = -1 + 2 int_0^u D / int_0^1 D, inverted by Newton's method within a panel. */
  function profileOf(c, { p_L, p_R }, G, panels) {
    const ends = [0];
    for (const panel of panels.done) ends.push(ends[ends.length - 1] + panel.sum[0]);
    const whole = ends[ends.length - 1];
    return (x) => {
      const wanted = 0.5 * (x + 1) * whole;
      const k = pieceOf(ends, wanted);
      const { start, stop, sum } = panels.done[k];
      let u = start + (stop - start) * Math.min(1, (wanted - ends[k]) / sum[0]);
      for (let step = 0; step < 40; step++) {
        const change = (ends[k] + panels.integrate(start, u) - wanted) / panels.D(u);
        u = Math.min(stop, Math.max(start, u - change));
        if (Math.abs(change) < 1e-14) break;
      }
      return { p: p_L + (p_R - p_L) * u, T: c.temperature(G(u)) };
    };
  }

  /* What the state is: energy to the hotter bath (2.46), and the ends whose response to their temperature is negative. */
  function regime(state) {
    const { T_L, T_R } = state.boundary;
    const negative = ["left", "right"].filter((side) => (side === "right" ? state.slope.right > 0 : state.slope.left < 0));
    return { uphill: state.J_e * (T_R - T_L) > 0, negative, heated: state.T_max > Math.max(T_L, T_R) * (1 + 1e-9) };
  }

  function regimeLabel(state) {
    const { uphill, negative } = regime(state);
    const names = [
      ...(uphill ? ["uphill diffusion"] : []),
      ...negative.map((side) => `negative energy conductivity at the ${side} end`),
    ];
    return names.length ? names.join(" and ") : "normal";
  }

  function format(value) {
    return String(Number(value.toPrecision(4)));
  }

  /* Standard error of each quantity of compute(c), from the coefficients' principal variations; null without any. */
  function standardErrors(variations, compute) {
    if (!variations.length) return null;
    return variations
      .map((pair) => pair.map(compute))
      .reduce((sums, [plus, minus]) => sums.map((sum, k) => sum + (0.5 * (plus[k] - minus[k])) ** 2), compute(variations[0][0]).map(() => 0))
      .map(Math.sqrt);
  }

  return { coefficients, solve, regime, regimeLabel, standardErrors };
})();
