-- Makes of a Word file what a strategy can say: our own cover and contents go, styles become blocks,
-- every table fits Markdown's, links lead only where a reader expects.
-- `known.json` in the working directory says: the first heading of the text as we have it, and the path
-- of each of its figures by the alternative.

local file = assert(io.open('known.json', 'r'))
local known = pandoc.json.decode(file:read('a'), false)
file:close()

local stringify = pandoc.utils.stringify
local to_inlines = pandoc.utils.blocks_to_inlines
local SCHEMES = { http = true, https = true, mailto = true }
local COVER = { ['Cover Organisation'] = true, ['Cover Line'] = true, ['Control Heading'] = true }
local ALERTS = { note = true, tip = true, important = true, warning = true, caution = true }
local ours, titled = false, false

local function style(block)
  return block.attributes and block.attributes['custom-style'] or ''
end

local function is_contents(name)
  return name:lower():match('^toc') or name:lower():match('^contents') or name:lower():match('^table of figures')
end

local function blank(blocks)
  return stringify(blocks):match('^[%s\u{a0}]*$') ~= nil
end

local function look(document)
  document:walk { Div = function(div) if COVER[style(div)] then ours = true end end }
  return nil
end

local function plain(blocks)
  return stringify(blocks):gsub('%s+', ' '):lower()
end

-- A first heading that repeats the title was left to the cover, and the others moved up: so it is
-- where the text as we have it begins with that title, or where none of the headings is above all others.
local function repeats(document)
  local title, tops, first = nil, 0, nil
  for _, block in ipairs(document.blocks) do
    if block.t == 'Div' and style(block) == 'Title' then title = title or plain(block) end
    if block.t == 'Header' and not is_contents(block.classes[1] or '') then
      first = first or plain(block)
      if block.level == 1 then tops = tops + 1 end
    end
  end
  return title and title ~= first and (title == known.heading:lower() or tops ~= 1)
end

-- What stands at the very beginning in styles such as Title, pandoc takes for data about the text.
local function with_data(document)
  local begin = pandoc.Blocks {}
  if document.meta.title then
    local name = pandoc.Attr('', {}, { ['custom-style'] = 'Title' })
    begin:insert(pandoc.Div({ pandoc.Para { pandoc.Str(stringify(document.meta.title)) } }, name))
  end
  for _, each in ipairs { 'subtitle', 'author', 'date', 'abstract' } do
    local words = document.meta[each] and stringify(document.meta[each]) or ''
    if words ~= '' then begin:insert(pandoc.Para { pandoc.Str(words) }) end
  end
  begin:extend(document.blocks)
  document.blocks = begin
  return document
end

local function cover(document)
  local repeated = repeats(document)
  local kept, control = pandoc.Blocks {}, false
  for _, block in ipairs(document.blocks) do
    local name = block.t == 'Div' and style(block) or ''
    local of_cover = ours and (COVER[name] or name == 'Title' and not repeated or name == 'Subtitle')
    if control and block.t == 'Table' then of_cover = true end
    control = name == 'Control Heading'
    local heads_contents = block.t == 'Header' and is_contents(block.classes[1] or '')
    if not (of_cover or heads_contents or is_contents(name)) then kept:insert(block) end
  end
  document.blocks = kept
  return document
end

local function alert(title, body)
  local blocks = pandoc.Blocks { pandoc.Div({ pandoc.Para { pandoc.Str(title) } }, pandoc.Attr('', { 'title' })) }
  blocks:extend(body)
  return pandoc.Div(blocks, pandoc.Attr('', { title:lower() }))
end

-- Paragraphs of one quotation or alert come one by one, each in its style.
local function joined(blocks)
  local made, title = pandoc.Blocks {}, nil
  for _, block in ipairs(blocks) do
    local name = block.t == 'Div' and style(block) or ''
    if name == 'Alert Title' then
      title = ALERTS[stringify(block):lower()] and stringify(block) or nil
      if not title then made:extend(block.content) end
    elseif name == 'Alert' then
      local last = made[#made]
      if title then
        made:insert(alert(title, block.content))
      elseif last and last.t == 'Div' and ALERTS[last.classes[1]] then
        last.content:extend(block.content)
      else
        made:extend(block.content)
      end
      title = nil
    elseif name == 'Title' and not titled then
      titled = true
      made:insert(pandoc.Header(1, to_inlines(block.content)))
    else
      made:insert(block)
    end
  end
  return made
end

local function flat(blocks)
  local inlines = to_inlines(blocks, { pandoc.Space() })
  inlines = inlines:walk { LineBreak = function() return pandoc.Space() end }
  return #inlines > 0 and pandoc.Blocks { pandoc.Plain(inlines) } or pandoc.Blocks {}
end

local function plain_head(blocks)
  local first = blocks[1]
  if first and #first.content == 1 and first.content[1].t == 'Strong' then
    return pandoc.Blocks { pandoc.Plain(first.content[1].content) }
  end
  return blocks
end

local function table_of(element)
  local simple = pandoc.utils.to_simple_table(element)
  local caption = to_inlines(element.caption.long)
  local rows = {}
  for _, row in ipairs(simple.rows) do rows[#rows + 1] = pandoc.List(row):map(flat) end
  local head = pandoc.List(simple.headers):map(flat)
  local empty = true
  for _, cell in ipairs(head) do if not blank(cell) then empty = false end end
  if empty and #rows > 0 then head = table.remove(rows, 1) end
  simple.headers, simple.rows, simple.caption = head:map(plain_head), rows, {}
  for index in ipairs(simple.widths) do simple.widths[index] = 0 end
  local made = pandoc.Blocks {}
  if #caption > 0 then made:insert(pandoc.Para { pandoc.Emph(caption) }) end
  made:insert(pandoc.utils.from_simple_table(simple))
  return made
end

local function figure(element)
  local caption = to_inlines(element.caption.long)
  local made = pandoc.Blocks { pandoc.Para(to_inlines(element.content)) }
  if #caption > 0 then made:insert(pandoc.Para { pandoc.Emph(caption) }) end
  return made
end

local function image(element)
  local words = stringify(element.caption):gsub('%s+', ' ')
  if known.figures[words] then return pandoc.Image(element.caption, known.figures[words]) end
  return words ~= '' and pandoc.Emph { pandoc.Str('Picture: '), table.unpack(element.caption) } or {}
end

local function link(element)
  local scheme = element.target:match('^([%a][%w+.-]*):')
  if scheme and SCHEMES[scheme:lower()] or element.target:match('^#') then
    local words = element.content:walk { Link = function(inner) return inner.content end }
    return pandoc.Link(words, element.target)
  end
  return element.content
end

local function heading(element)
  if blank(element.content) then return {} end
  local level = titled and math.min(element.level + 1, 6) or element.level
  return pandoc.Header(level, element.content)
end

local function contents(element)
  local class = element.classes and element.classes[1]
  if element.t == 'Div' and (class == 'title' or ALERTS[class]) then return nil end
  return element.content
end
local function nothing() return {} end

return {
  { Pandoc = look },
  { Pandoc = cover },
  { Pandoc = with_data },
  -- a heading is moved down below a title, which is made a heading after that
  { Blocks = function(blocks)
      for _, block in ipairs(blocks) do
        if block.t == 'Div' and style(block) == 'Title' then titled = true end
      end
    end },
  { Header = heading },
  { Pandoc = function(document) titled = false; return document end },
  { Blocks = joined },
  { Table = table_of, Figure = figure, Image = image, Link = link },
  {
    Div = contents, Span = contents, Underline = contents, SmallCaps = contents,
    Superscript = contents, Subscript = contents,
    Math = function(element) return pandoc.Str(element.text) end,
    RawInline = nothing, RawBlock = nothing,
    Para = function(element)
      local shows = false
      element:walk { Image = function() shows = true end }
      return blank(element.content) and not shows and {} or nil
    end,
  },
}
