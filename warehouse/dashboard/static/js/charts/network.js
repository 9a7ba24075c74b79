// Who is named beside whom: the one in the middle, those around it, and the links among these.

import { s } from "../dom.js";
import { countOf, typeClass } from "../format.js";
import { link } from "../route.js";

const { forceLink, forceManyBody, forceSimulation, forceX, forceY, scaleSqrt } = window.d3;

const LETTER = 6.4;
const STEPS = 320;

/**
 * @param centre { entity_id, entity_name, entity_type }
 * @param neighbours with entity_key and article_count
 * @param links { entity_key, other_entity_key, article_count } among the neighbours
 */
export function network(centre, neighbours, links, width, height) {
  const most = Math.max(...neighbours.map((row) => row.article_count), 1);
  const radius = scaleSqrt([0, most], [3, 13]);
  const middle = { key: "centre", ...centre, radius: 15, fx: width / 2, fy: height / 2 };
  const nodes = [
    middle,
    ...neighbours.map((row) => ({
      key: row.entity_key,
      ...row,
      radius: radius(row.article_count),
    })),
  ];
  const spokes = neighbours.map((row) => ({
    source: "centre",
    target: row.entity_key,
    weight: row.article_count / most,
  }));
  const among = links.map((row) => ({
    source: row.entity_key,
    target: row.other_entity_key,
    weight: row.article_count / most,
    isWeak: true,
  }));
  settle(nodes, [...spokes, ...among], width, height);
  return s(
    "svg",
    {
      class: "network",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "group",
      "aria-label": `Names in the same articles as ${centre.entity_name}`,
    },
    s(
      "g",
      { "aria-hidden": "true" },
      [...among, ...spokes].map((edge) =>
        s("line", {
          x1: edge.source.x,
          y1: edge.source.y,
          x2: edge.target.x,
          y2: edge.target.y,
          "stroke-width": edge.isWeak ? 0.8 : 1 + 3.2 * edge.weight,
          "stroke-opacity": edge.isWeak ? 0.4 : 0.85,
        }),
      ),
    ),
    [...nodes.slice(1), middle].map((node) => mark(node, node === middle)),
  );
}

/** Pushes names apart that lie over one another: boxes as wide as the name, as high as its line. */
function makeRoom(nodes) {
  return () => {
    for (let i = 0; i < nodes.length; i += 1) {
      for (let j = i + 1; j < nodes.length; j += 1) pushApart(nodes[i], nodes[j]);
    }
  };
}

function pushApart(one, other) {
  const across = boxWidth(one) + boxWidth(other) - Math.abs(one.x - other.x);
  const down = boxHeight(one) + boxHeight(other) - Math.abs(one.y - other.y);
  if (across <= 0 || down <= 0) return;
  const axis = across < down ? "x" : "y";
  const push = (Math.min(across, down) / 2) * (one[axis] < other[axis] ? -1 : 1);
  one[axis] += push;
  other[axis] -= push;
}

function settle(nodes, edges, width, height) {
  const reach = Math.min(width, height) / 2.6;
  const simulation = forceSimulation(nodes)
    .force(
      "link",
      forceLink(edges)
        .id((node) => node.key)
        .distance((edge) => (edge.isWeak ? reach : reach * (1.15 - 0.4 * edge.weight)))
        .strength((edge) => (edge.isWeak ? 0.02 : 0.3)),
    )
    .force("push", forceManyBody().strength(-240))
    .force("x", forceX(width / 2).strength(0.035))
    .force("y", forceY(height / 2).strength(0.035 * (width / height)))
    .force("room", makeRoom(nodes))
    .stop();
  for (let step = 0; step < STEPS; step += 1) {
    simulation.tick();
    for (const node of nodes) {
      const side = Math.max(node.radius, halfLabel(node)) + 2;
      node.x = Math.max(side, Math.min(width - side, node.x));
      node.y = Math.max(node.radius + 2, Math.min(height - node.radius - 18, node.y));
    }
  }
}

const shortName = (node) =>
  node.entity_name.length > 24 ? `${node.entity_name.slice(0, 23)}…` : node.entity_name;
const boxWidth = (node) => Math.max(node.radius, halfLabel(node)) + 3;
const boxHeight = (node) => node.radius + 10;
const halfLabel = (node) => (shortName(node).length * LETTER) / 2;

function mark(node, isCentre) {
  const tip = isCentre
    ? node.entity_name
    : `${node.entity_name}\n${countOf(node.article_count, "article")} together`;
  const inside = [
    s("circle", { r: node.radius, class: typeClass(node.entity_type), "data-tip": tip }),
    s(
      "text",
      {
        y: node.radius + 14,
        "text-anchor": "middle",
        "font-weight": isCentre ? 700 : 400,
        class: "strong",
      },
      shortName(node),
    ),
  ];
  const transform = `translate(${node.x},${node.y})`;
  return isCentre
    ? s("g", { transform }, inside)
    : s(
        "a",
        { transform, href: link("entity", node.entity_id), "aria-label": tip.replace("\n", ", ") },
        inside,
      );
}
