-- Cleans what people wrote before it becomes a PDF or a Word file. Nothing raw survives, links lead
-- only where a reader expects, figures are those that we hold, headings make a proper tree.
-- `known.json` in the working directory says: the title, and our file name and size for each figure.

local file = assert(io.open('known.json', 'r'))
local known = pandoc.json.decode(file:read('a'), false)
file:close()

local stringify = pandoc.utils.stringify
local SCHEMES = { http = true, https = true, mailto = true, tel = true }
local ALERTS = { note = true, tip = true, important = true, warning = true, caution = true }

local function plain(text)
  return (text:gsub('%s+', ' '):gsub('^ ', ''):gsub(' $', ''))
end

local INVISIBLE = { { 0, 0x20 }, { 0x7f, 0xa0 }, { 0xad, 0xad }, { 0x34f, 0x34f }, { 0x61c, 0x61c },
  { 0x1680, 0x1680 }, { 0x180e, 0x180e }, { 0x2000, 0x200f }, { 0x2028, 0x202f }, { 0x205f, 0x206f },
  { 0x3000, 0x3000 }, { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xe0000, 0xe0fff } }

local function is_blank(text)
  for _, code in utf8.codes(text, true) do
    local seen = true
    for _, range in ipairs(INVISIBLE) do
      if code >= range[1] and code <= range[2] then seen = false end
    end
    if seen then return false end
  end
  return true
end

-- Raw markup is shown as the text that it is; comments are not part of the document.

local function raw_inline(raw)
  if raw.text:match('^<!%-%-') then return {} end
  if raw.text:match('^<[bB][rR]%s*/?>$') then return pandoc.LineBreak() end
  return pandoc.Str(raw.text)
end

local function raw_block(raw)
  local text = raw.text:gsub('<!%-%-.-%-%->', '')
  if plain(text) == '' then return {} end
  return pandoc.CodeBlock(text)
end

local function div(block)
  for _, class in ipairs(block.classes) do
    if ALERTS[class] then
      block.attr = pandoc.Attr('', { 'alert', class })
      return block
    end
    if class == 'title' then
      block.attr = pandoc.Attr('', { 'title' })
      return block
    end
  end
  return block.content
end

-- Headings: empty ones go, a first one that repeats the title goes (the cover has it), and each is
-- at most one level below the heading that it stands under.

local function headings(document)
  local first, tops = nil, 0
  for _, block in ipairs(document.blocks) do
    if block.t == 'Header' then
      first = first or block
      if block.level == 1 then tops = tops + 1 end
    end
  end
  local repeated = first and first.level == 1 and tops == 1
    and plain(stringify(first)):lower() == plain(known.title):lower()
  local stack = {}
  local function level(header)
    if is_blank(stringify(header)) then return {} end
    while #stack > 0 and stack[#stack] >= header.level do table.remove(stack) end
    table.insert(stack, header.level)
    header.level = #stack
    header.attr = pandoc.Attr(header.identifier)
    return header
  end
  if repeated then
    for i, block in ipairs(document.blocks) do
      if block == first then
        document.blocks:remove(i)
        break
      end
    end
  end
  document.blocks = document.blocks:walk { Header = level }
  return document
end

-- Figures: `known.figures` has what we hold, by the path in the text. Others become a visible note.

local function figure_key(src)
  local path = src:gsub('^%./', '')
  if known.figures[src] then return src end
  if known.figures[path] then return path end
  local decoded = path:gsub('%%(%x%x)', function(hex) return string.char(tonumber(hex, 16)) end)
  return known.figures[decoded] and decoded or nil
end

local function percentage(image)
  local width = tonumber((image.attributes.width or ''):match('^(%d+%.?%d*)%%$'))
  return width and width >= 5 and width <= 100 and width or nil
end

local function image(element)
  local key = figure_key(element.src)
  local words = plain(element.attributes.alt or stringify(element.caption))
  if is_blank(words) then words = plain(element.title) end
  if not key then
    local note = is_blank(words) and 'Figure not included' or 'Figure not included: ' .. words
    return pandoc.Emph { pandoc.Str('[' .. note .. ']') }
  end
  if is_blank(words) then words = 'Figure without a description' end
  local attributes = { alt = words }
  local width = percentage(element)
  if width then attributes.width = ('%g%%'):format(width) end
  return pandoc.Image(words, known.figures[key].file, '', pandoc.Attr('', {}, attributes))
end

local function figure(element)
  local found
  element:walk { Image = function(inner) found = found or inner end }
  if not found then return element.content end
  local caption = pandoc.utils.blocks_to_inlines(element.caption.long)
  if is_blank(stringify(caption)) then return pandoc.Para { image(found) } end
  if not figure_key(found.src) then
    return { pandoc.Para { image(found) }, pandoc.Para { pandoc.Emph(caption) } }
  end
  return pandoc.Figure({ pandoc.Plain { image(found) } }, { long = { pandoc.Plain(caption) } })
end

-- Captions: a paragraph all in italics under a figure, or one that begins with "Table" above a
-- table, is its caption; otherwise a figure's title is. pandoc takes the alternative for a caption;
-- here it is what those hear who do not see the figure.

local function italics(block)
  local only = block and block.t == 'Para' and #block.content == 1 and block.content[1]
  return only and only.t == 'Emph' and only.content or nil
end

local function caption_figure(element, following)
  local found
  element:walk { Image = function(inner) found = found or inner end }
  if not found then return element, false end
  local alternative = element.caption.long
  local words = italics(following)
  local caption = found.title ~= '' and pandoc.Inlines(found.title) or words or {}
  element = element:walk { Image = function(inner)
    inner.attributes.alt = inner.attributes.alt or stringify(alternative)
    return inner
  end }
  element.caption.long = { pandoc.Plain(caption) }
  return element, words ~= nil and found.title == ''
end

local function captions(blocks)
  local out, n = pandoc.Blocks {}, 1
  while n <= #blocks do
    local block, following, taken = blocks[n], blocks[n + 1], false
    if block.t == 'Figure' then
      block, taken = caption_figure(block, following)
    elseif following and following.t == 'Table' and italics(block)
      and stringify(block):match('^Table%f[%W]') then
      following.caption = { long = { pandoc.Plain(italics(block)) } }
      block, taken = following, true
    end
    out:insert(block)
    n = n + (taken and 2 or 1)
  end
  return out
end

-- Links: to known schemes and to places that exist; the words of other links stay. A figure in a
-- link stays too.

local places, count = {}, 0
local function place(header)
  count = count + 1
  local name = 'section-' .. count
  if header.identifier ~= '' then places[header.identifier] = name end
  header.identifier = name
  return header
end

local function target(link)
  local address = link.target
  if address:sub(1, 1) == '#' then
    local name = places[address:sub(2)]
    return name and '#' .. name
  end
  local scheme = address:match('^(%a[%w+.-]*):')
  if scheme and SCHEMES[scheme:lower()] and not address:find('[%s%c<>"]') then return address end
  return nil
end

local function link(element)
  local address = target(element)
  if not address or is_blank(stringify(element)) then return element.content end
  return pandoc.Link(element.content, address)
end

-- Tables: a table whose longest cells would not fit on a line gets widths by what its columns hold:
-- each is as wide as its longest word, and the room that is left goes to those that have much to say.

local LINE = 86 -- characters on a line of a table
local function length(text) return utf8.len(text) or #text end

local function measure(rows, columns)
  for _, row in ipairs(rows) do
    for n, cell in ipairs(row.cells) do
      local text = stringify(cell.contents)
      local column = columns[n] or { longest = 0, word = 3, sum = 0 }
      column.longest = math.max(column.longest, length(text))
      column.sum = column.sum + math.min(length(text), 600)
      for word in text:gmatch('[^%s/-]+') do
        column.word = math.max(column.word, math.min(length(word) * 1.15, 24))
      end
      columns[n] = column
    end
  end
end

local function shares(columns)
  local least, wishes = 0, 0
  for _, column in ipairs(columns) do
    column.least = column.word + 3
    column.wish = math.max(0, math.min(column.longest, (column.sum * column.longest) ^ 0.42) - column.word)
    least, wishes = least + column.least, wishes + column.wish
  end
  local room = math.max(0, LINE - least)
  local widths = {}
  for n, column in ipairs(columns) do
    local width = column.least + (wishes > 0 and room * column.wish / wishes or room / #columns)
    widths[n] = width / (least + room)
  end
  return widths
end

local function table_widths(element)
  local columns, needed = {}, 0
  measure(element.head.rows, columns)
  for _, body in ipairs(element.bodies) do measure(body.body, columns) end
  for _, column in ipairs(columns) do needed = needed + column.longest + 3 end
  local widths = needed > LINE and shares(columns) or {}
  for n, spec in ipairs(element.colspecs) do
    element.colspecs[n] = { spec[1], widths[n] }
  end
  element.attr = pandoc.Attr()
  return element
end

local function bare(element)
  element.attr = pandoc.Attr('')
  return element
end

return {
  { Pandoc = function(document) document.meta = {}; return document end },
  { RawInline = raw_inline, RawBlock = raw_block, Div = div, Span = function(s) return s.content end,
    Math = function(m) return pandoc.Code(m.text) end, Cite = function(c) return c.content end },
  { Pandoc = headings },
  { Header = place, Blocks = captions },
  { traverse = 'topdown',
    Figure = function(f) return figure(f), false end,
    Image = function(i) return image(i), false end },
  { Link = link, Code = bare, CodeBlock = bare, Table = table_widths },
}
