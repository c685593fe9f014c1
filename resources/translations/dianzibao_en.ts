<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AboutDialog</name>
    <message>
        <source>关于电子报阅读机</source>
        <translation>About Dianzibao</translation>
    </message>
    <message>
        <source>程序</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>许可</source>
        <translation>Licences</translation>
    </message>
    <message>
        <source>电子报阅读机</source>
        <translation>Dianzibao</translation>
    </message>
    <message>
        <source>版本 {version}
读报、存报、查报，全在自己的电脑上，不用网络。

档案库在 {folder}</source>
        <translation>Version {version}
Read, keep and search newspapers on your own computer, without a network.

The archive is in {folder}</translation>
    </message>
    <message>
        <source>MIT 许可。字体取自思源宋体、思源黑体（SIL 开放字体许可）。Qt {qt} 和 PySide6 按 LGPL 3 使用，是动态链接的，可以换成自己编译的。各部分的许可全文在“许可”里。</source>
        <translation>MIT licence. The fonts are cut from Source Han Serif and Sans (SIL Open Font License). Qt {qt} and PySide6 are used under LGPL 3; they are linked dynamically and can be replaced by your own build. The licences of all parts are under Licences.</translation>
    </message>
    <message>
        <source>组成部分</source>
        <translation>Parts</translation>
    </message>
    <message>
        <source>许可全文</source>
        <translation>Text of the licence</translation>
    </message>
</context>
<context>
    <name>ArchiveCommands</name>
    <message>
        <source>这个文件夹里没有档案库：{path}</source>
        <translation>There is no archive in this folder: {path}</translation>
    </message>
    <message>
        <source>打开另一个档案库</source>
        <translation>Open another archive</translation>
    </message>
    <message>
        <source>新建档案库：选一个空文件夹</source>
        <translation>New archive: choose an empty folder</translation>
    </message>
    <message>
        <source>要一个空的文件夹：{path}</source>
        <translation>The folder is not empty: {path}</translation>
    </message>
    <message>
        <source>把档案库移到：选一个空文件夹</source>
        <translation>Move the archive: choose an empty folder</translation>
    </message>
    <message>
        <source>档案库现在在 {new}。原来的还在 {old}，核对无误后可以自己删除。</source>
        <translation>The archive is now in {new}. The old one is still in {old}; delete it yourself once all is well.</translation>
    </message>
    <message>
        <source>还没有</source>
        <translation>None yet</translation>
    </message>
</context>
<context>
    <name>ArticleHead</name>
    <message>
        <source>电子报阅读机</source>
        <translation>电子报阅读机</translation>
    </message>
    <message>
        <source>当前报纸名称:{paper}</source>
        <translation>Paper: {paper}</translation>
    </message>
    <message>
        <source>日期:{date}</source>
        <translation>Date: {date}</translation>
    </message>
    <message>
        <source>无</source>
        <translation>none</translation>
    </message>
    <message>
        <source>字号:</source>
        <translation>Size:</translation>
    </message>
    <message>
        <source>版面:{pages}</source>
        <translation>Page: {pages}</translation>
    </message>
</context>
<context>
    <name>ArticleNotes</name>
    <message>
        <source>是</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>不是</source>
        <translation>No</translation>
    </message>
    <message>
        <source>两篇是一篇，接起来</source>
        <translation>The two are one article: link them</translation>
    </message>
    <message>
        <source>两篇不相接</source>
        <translation>They are two separate articles</translation>
    </message>
    <message>
        <source>这是更正前的原文</source>
        <translation>As printed, before it was corrected</translation>
    </message>
    <message>
        <source>已更正 {n} 处</source>
        <translation>Places corrected: {n}</translation>
    </message>
    <message>
        <source>看更正后的</source>
        <translation>Show as corrected</translation>
    </message>
    <message>
        <source>看原文</source>
        <translation>Show as printed</translation>
    </message>
</context>
<context>
    <name>ArticleWindow</name>
    <message>
        <source>这一版没有文章</source>
        <translation>No articles on this page</translation>
    </message>
</context>
<context>
    <name>BackupAdvice</name>
    <message>
        <source>选备份的文件夹…</source>
        <translation>Choose a folder for backups…</translation>
    </message>
    <message>
        <source>以后再说</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>以后在“工具 → 档案库的健康”里选</source>
        <translation>It can be chosen later under Tools → Health of the archive</translation>
    </message>
    <message>
        <source>报纸存好了。硬盘总有坏的一天：选一个别处的文件夹，以后按时自动备份。</source>
        <translation>The papers are kept. Every disk fails one day: choose a folder elsewhere, and backups are made by themselves.</translation>
    </message>
</context>
<context>
    <name>BesideCommands</name>
    <message>
        <source>这一篇没有图片</source>
        <translation>This article has no pictures</translation>
    </message>
</context>
<context>
    <name>BookCommands</name>
    <message>
        <source>新建了剪报本“{book}”</source>
        <translation>New clipping book &quot;{book}&quot;</translation>
    </message>
    <message>
        <source>新建剪报本</source>
        <translation>New clipping book</translation>
    </message>
    <message>
        <source>给剪报本改名</source>
        <translation>Rename the clipping book</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>删除了剪报本“{book}”</source>
        <translation>Clipping book &quot;{book}&quot; deleted</translation>
    </message>
    <message>
        <source>核对导出的剪报本</source>
        <translation>Verify an exported clipping book</translation>
    </message>
    <message>
        <source>没有剪报可以清除</source>
        <translation>There are no clippings to clear</translation>
    </message>
    <message>
        <source>永远清除 {n} 本里的 {count} 条剪报？不能撤销。</source>
        <translation>Clear {count} clippings in {n} books for good? This cannot be undone.</translation>
    </message>
    <message>
        <source>清除全部剪报</source>
        <translation>Clear all clippings</translation>
    </message>
    <message>
        <source>清除了 {n} 条剪报</source>
        <translation>{n} clippings cleared</translation>
    </message>
</context>
<context>
    <name>BookExportDialog</name>
    <message>
        <source>导出剪报本</source>
        <translation>Export a clipping book</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Word 文档</source>
        <translation>Word document</translation>
    </message>
    <message>
        <source>DOCX，可以再改，前面有目录</source>
        <translation>DOCX, to be edited further, contents at the front</translation>
    </message>
    <message>
        <source>A4，字体嵌在文件里，文字可以复制；前面有目录和页码</source>
        <translation>A4, fonts embedded, text that can be copied; contents with page numbers at the front</translation>
    </message>
    <message>
        <source>一个网页文件</source>
        <translation>One HTML file</translation>
    </message>
    <message>
        <source>图片在文件里，不用联网就能打开；以后可以用它核对</source>
        <translation>Pictures inside, opens offline; can be verified later</translation>
    </message>
    <message>
        <source>EPUB 电子书</source>
        <translation>EPUB e-book</translation>
    </message>
    <message>
        <source>每条一章</source>
        <translation>A chapter for each clipping</translation>
    </message>
    <message>
        <source>图片放在旁边的文件夹里</source>
        <translation>Pictures lie in a folder beside it</translation>
    </message>
    <message>
        <source>给程序读；以后可以用它核对</source>
        <translation>For programs; can be verified later</translation>
    </message>
    <message>
        <source>“{name}”，{n} 条。每条写明出处、批注、版面上的位置和原件的 SHA-256，已有的文件不会覆盖。</source>
        <translation>&quot;{name}&quot;, {n} clippings, each with its source, note, place on the page and the SHA-256 of the original. Existing files are never overwritten.</translation>
    </message>
    <message>
        <source>这一本里还没有剪报</source>
        <translation>This book holds no clippings yet</translation>
    </message>
    <message>
        <source>导出了 {n} 条：{file}</source>
        <translation>{n} clippings exported: {file}</translation>
    </message>
</context>
<context>
    <name>Calendar</name>
    <message>
        <source>日历：有报纸的日子带标记</source>
        <translation>Calendar: days with issues are marked</translation>
    </message>
    <message>
        <source>{n} 期</source>
        <translation>{n} issues</translation>
    </message>
    <message>
        <source>没有报纸</source>
        <translation>no newspaper</translation>
    </message>
</context>
<context>
    <name>ClippingCommands</name>
    <message>
        <source>剪报本</source>
        <translation>Clipping book</translation>
    </message>
    <message>
        <source>还没有打开文章</source>
        <translation>No article is open</translation>
    </message>
    <message>
        <source>版面图上没有这一篇</source>
        <translation>The article has no area on the page picture</translation>
    </message>
    <message>
        <source>“{book}”里已经有了</source>
        <translation>Already in &quot;{book}&quot;</translation>
    </message>
    <message>
        <source>剪进了“{book}”：{n} 条</source>
        <translation>Clipped into &quot;{book}&quot;: {n}</translation>
    </message>
    <message>
        <source>剪下</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>批注…</source>
        <translation>Note…</translation>
    </message>
    <message>
        <source>复制文字和出处</source>
        <translation>Copy words and source</translation>
    </message>
    <message>
        <source>上移</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下移</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>移到</source>
        <translation>Move to</translation>
    </message>
    <message>
        <source>去掉</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>这个档案库里没有这一篇：{title}</source>
        <translation>This archive has no such article: {title}</translation>
    </message>
    <message>
        <source>记下了</source>
        <translation>Noted</translation>
    </message>
    <message>
        <source>去掉了 {n} 条</source>
        <translation>{n} removed</translation>
    </message>
    <message>
        <source>移到了“{book}”</source>
        <translation>Moved to &quot;{book}&quot;</translation>
    </message>
    <message>
        <source>复制了 {n} 条</source>
        <translation>{n} copied</translation>
    </message>
</context>
<context>
    <name>ClippingsPanel</name>
    <message>
        <source>剪报本</source>
        <translation>Clipping book</translation>
    </message>
    <message>
        <source>这一本可以做的</source>
        <translation>What can be done with this book</translation>
    </message>
    <message>
        <source>剪报</source>
        <translation>Clippings</translation>
    </message>
    <message>
        <source>这里还是空的。

把目录或检索结果里的稿件、选中的文字、版面上的一块拖进来，或者按 Ctrl+J 剪下。</source>
        <translation>Nothing here yet.

Drag articles from the contents or the search results, selected words or an area of a page in here, or press Ctrl+J.</translation>
    </message>
    <message>
        <source>{name}（{n}）</source>
        <translation>{name} ({n})</translation>
    </message>
    <message>
        <source>还没有剪报本</source>
        <translation>No clipping book yet</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>各栏</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>报纸</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>版面</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>文章</source>
        <translation>Article</translation>
    </message>
</context>
<context>
    <name>CopyCommands</name>
    <message>
        <source>已复制，末尾注明了出处</source>
        <translation>Copied, with the source at its end</translation>
    </message>
    <message>
        <source>已复制为 Markdown，注明了出处</source>
        <translation>Copied as Markdown, with the source</translation>
    </message>
    <message>
        <source>已复制引文（{style}）</source>
        <translation>Reference copied ({style})</translation>
    </message>
</context>
<context>
    <name>CopyDialog</name>
    <message>
        <source>移动档案库</source>
        <translation>Move the archive</translation>
    </message>
    <message>
        <source>正在复制到 {path}，逐个核对…</source>
        <translation>Copying to {path} and checking every file…</translation>
    </message>
    <message>
        <source>复制的进度</source>
        <translation>Progress of the copy</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>CorrectDialog</name>
    <message>
        <source>更正文字</source>
        <translation>Correct Text</translation>
    </message>
    <message>
        <source>空一行分段；行首的 # 是小标题；〔图1〕等代表图、列表和表，可以挪动。原文会留着，两种写法都查得到。</source>
        <translation>A blank line begins a paragraph, # at its start makes a subhead; 〔图1〕, 〔列表1〕, 〔表1〕 stand for figures, lists and tables and can be moved. The printed text is kept, and both are found.</translation>
    </message>
    <message>
        <source>更正</source>
        <translation>Correct</translation>
    </message>
    <message>
        <source>引题</source>
        <translation>Kicker</translation>
    </message>
    <message>
        <source>主题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>副题</source>
        <translation>Subtitle</translation>
    </message>
    <message>
        <source>署名</source>
        <translation>Byline</translation>
    </message>
    <message>
        <source>正文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>恢复原文</source>
        <translation>Restore Printed Text</translation>
    </message>
    <message>
        <source>取消这一篇所有的文字更正；可以撤销</source>
        <translation>Takes back all corrections of this article’s text; can be undone</translation>
    </message>
    <message>
        <source>稿件要有标题</source>
        <translation>An article needs a title</translation>
    </message>
    <message>
        <source>与原文有 {n} 处不同</source>
        <translation>Differs from the printed text in {n} places</translation>
    </message>
    <message>
        <source>与原文相同</source>
        <translation>Same as the printed text</translation>
    </message>
</context>
<context>
    <name>CorrectingCommands</name>
    <message>
        <source>还没有更正过文字</source>
        <translation>No text has been corrected yet</translation>
    </message>
    <message>
        <source>导出文字更正</source>
        <translation>Export Text Corrections</translation>
    </message>
    <message>
        <source>更正.json</source>
        <translation>corrections.json</translation>
    </message>
    <message>
        <source>已导出 {n} 篇的更正</source>
        <translation>Corrections of {n} articles exported</translation>
    </message>
    <message>
        <source>照补丁更正文字</source>
        <translation>Apply Text Corrections</translation>
    </message>
    <message>
        <source>更正了 {n} 篇</source>
        <translation>{n} articles corrected</translation>
    </message>
    <message>
        <source>{n} 篇本来就是这样</source>
        <translation>{n} were so already</translation>
    </message>
    <message>
        <source>{n} 篇有对不上的</source>
        <translation>{n} with corrections that do not fit</translation>
    </message>
    <message>
        <source>{n} 篇这里没有</source>
        <translation>{n} are not here</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>补丁里没有更正</source>
        <translation>The patch holds no corrections</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>没有什么要改的</source>
        <translation>Nothing to change</translation>
    </message>
    <message>
        <source>已撤销：{sentence}</source>
        <translation>Undone: {sentence}</translation>
    </message>
</context>
<context>
    <name>CoverageDialog</name>
    <message>
        <source>收录情况</source>
        <translation>Coverage</translation>
    </message>
    <message>
        <source>报纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>年月</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>应有</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>收到</source>
        <translation>Kept</translation>
    </message>
    <message>
        <source>缺期</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>缺版</source>
        <translation>Gaps</translation>
    </message>
    <message>
        <source>不详</source>
        <translation>Unknown</translation>
    </message>
    <message>
        <source>各年各月</source>
        <translation>Years and months</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>各天</source>
        <translation>Days</translation>
    </message>
    <message>
        <source>收全的和不出报的也列出</source>
        <translation>Also list complete days and days without an issue</translation>
    </message>
    <message>
        <source>复制为文字</source>
        <translation>Copy as text</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>正在统计…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>没有带日期的报纸</source>
        <translation>No dated issues</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>{n}年</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>{n}月</source>
        <translation>Month {n}</translation>
    </message>
    <message>
        <source>已复制收录情况</source>
        <translation>Coverage copied</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>打开所在的文件夹</source>
        <translation>Open the folder it is in</translation>
    </message>
    <message>
        <source>{what}（{reason}）</source>
        <translation>{what} ({reason})</translation>
    </message>
    <message>
        <source>导出什么</source>
        <translation>What</translation>
    </message>
    <message>
        <source>形式</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>起始日期</source>
        <translation>From this date</translation>
    </message>
    <message>
        <source>截止日期</source>
        <translation>To this date</translation>
    </message>
    <message>
        <source>从</source>
        <translation>from</translation>
    </message>
    <message>
        <source>到</source>
        <translation>to</translation>
    </message>
    <message>
        <source>没有导出的</source>
        <translation>Left out</translation>
    </message>
    <message>
        <source>写成别的程序也能读的文件。档案库不变，已有的文件不会覆盖。</source>
        <translation>Written as files that other programs can read. The archive stays as it is; no file is overwritten.</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>日期写成 2025、2025-08 或 2025-08-28</source>
        <translation>Write dates as 2025, 2025-08 or 2025-08-28</translation>
    </message>
    <message>
        <source>这段时间没有一期</source>
        <translation>No issue in this period</translation>
    </message>
    <message>
        <source>{n} 期</source>
        <translation>{n} issues</translation>
    </message>
    <message>
        <source>导出了 {n} 篇</source>
        <translation>{n} articles exported</translation>
    </message>
    <message>
        <source>图片 {n} 张</source>
        <translation>{n} pictures</translation>
    </message>
    <message>
        <source>{n} 篇没有导出</source>
        <translation>{n} articles left out</translation>
    </message>
    <message>
        <source>{n} 张图片读不出来</source>
        <translation>{n} pictures cannot be read</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>FacetList</name>
    <message>
        <source>缩小范围</source>
        <translation>Narrow</translation>
    </message>
</context>
<context>
    <name>FilingCommands</name>
    <message>
        <source>《{title}》</source>
        <translation>&quot;{title}&quot;</translation>
    </message>
    <message>
        <source>《{title}》等 {n} 篇</source>
        <translation>&quot;{title}&quot; and others, {n} articles in all</translation>
    </message>
    <message>
        <source>这一篇只有一段，拆不开</source>
        <translation>This article has only one paragraph and cannot be split</translation>
    </message>
    <message>
        <source>剪贴板里没有文字、网页或图片</source>
        <translation>The clipboard holds no text, web page or picture</translation>
    </message>
    <message>
        <source>没有收下</source>
        <translation>It was not kept</translation>
    </message>
    <message>
        <source>已收到{place}</source>
        <translation>Kept in {place}</translation>
    </message>
    <message>
        <source>已收作一篇稿件：{place}</source>
        <translation>Kept as an article: {place}</translation>
    </message>
    <message>
        <source>移动选中的 {n} 篇…</source>
        <translation>Move {n} selected articles…</translation>
    </message>
    <message>
        <source>把选中的 {n} 篇合成一篇</source>
        <translation>Join {n} selected articles</translation>
    </message>
    <message>
        <source>删除选中的 {n} 篇</source>
        <translation>Delete {n} selected articles</translation>
    </message>
</context>
<context>
    <name>FilterChips</name>
    <message>
        <source>全部不限</source>
        <translation>Clear all</translation>
    </message>
    <message>
        <source>不再限定：{words}</source>
        <translation>Remove filter: {words}</translation>
    </message>
</context>
<context>
    <name>FilterFields</name>
    <message>
        <source>报纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>起始日期</source>
        <translation>From</translation>
    </message>
    <message>
        <source>起始日期，可以只写年或年月</source>
        <translation>From; a year or a month will do</translation>
    </message>
    <message>
        <source>截止日期</source>
        <translation>To</translation>
    </message>
    <message>
        <source>截止日期，可以只写年或年月</source>
        <translation>To; a year or a month will do</translation>
    </message>
    <message>
        <source>版次</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>版次，如 A06</source>
        <translation>Page, such as A06</translation>
    </message>
    <message>
        <source>全部报纸和文件</source>
        <translation>All papers and documents</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>在本篇中查找</source>
        <translation>Find in this article</translation>
    </message>
    <message>
        <source>上一处</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>下一处</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>关闭（Esc）</source>
        <translation>Close (Esc)</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Nothing found</translation>
    </message>
</context>
<context>
    <name>FrontWall</name>
    <message>
        <source>头版墙</source>
        <translation>Front Pages</translation>
    </message>
    <message>
        <source>当天各报</source>
        <translation>This Day</translation>
    </message>
    <message>
        <source>往年今日</source>
        <translation>Other Years</translation>
    </message>
    <message>
        <source>前一天有报的</source>
        <translation>Previous day with a newspaper</translation>
    </message>
    <message>
        <source>后一天有报的</source>
        <translation>Next day with a newspaper</translation>
    </message>
    <message>
        <source>各报头版</source>
        <translation>Front pages of all newspapers</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>别的年份没有这一天的报纸。</source>
        <translation>No newspaper of this day in other years.</translation>
    </message>
    <message>
        <source>这一天没有报纸。</source>
        <translation>No newspaper on this day.</translation>
    </message>
</context>
<context>
    <name>GoToDialog</name>
    <message>
        <source>按日期查找</source>
        <translation>Go to date</translation>
    </message>
    <message>
        <source>可以不填，如 A06</source>
        <translation>optional, such as A06</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>版次</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>日期写成 2025、2025-08 或 2025-08-28</source>
        <translation>Write dates as 2025, 2025-08 or 2025-08-28</translation>
    </message>
</context>
<context>
    <name>HealthCommands</name>
    <message>
        <source>档案库的健康：{words}</source>
        <translation>Health of the archive: {words}</translation>
    </message>
    <message>
        <source>核对、备份、索引和磁盘的情况</source>
        <translation>Checks, backups, index and disk</translation>
    </message>
    <message>
        <source>备份放在哪里：最好是另一块硬盘</source>
        <translation>Where backups go: another disk is best</translation>
    </message>
    <message>
        <source>已停下</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>备份好了，试恢复完好</source>
        <translation>Backed up, and the trial restore is sound</translation>
    </message>
    <message>
        <source>修复了，逐字节核对过，完好</source>
        <translation>Repaired; every byte checked, all sound</translation>
    </message>
    <message>
        <source>备份做了，但有 {n} 处不对</source>
        <translation>Backed up, with {n} problem(s)</translation>
    </message>
    <message>
        <source>修复以后还有 {n} 处不对</source>
        <translation>Repaired, but {n} findings remain</translation>
    </message>
    <message>
        <source>核对完了，{n} 处可留意</source>
        <translation>Checked: {n} finding(s)</translation>
    </message>
    <message>
        <source>核对完了，完好</source>
        <translation>Checked: all is well</translation>
    </message>
</context>
<context>
    <name>HealthDialog</name>
    <message>
        <source>档案库的健康</source>
        <translation>Health of the archive</translation>
    </message>
    <message>
        <source>核对</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>逐字节核对</source>
        <translation>Check every byte</translation>
    </message>
    <message>
        <source>备份到…</source>
        <translation>Back up to…</translation>
    </message>
    <message>
        <source>现在备份</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>更新索引</source>
        <translation>Update index</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>备份放在 {folder}</source>
        <translation>Backups go to {folder}</translation>
    </message>
    <message>
        <source>还没有选备份放在哪里</source>
        <translation>No folder chosen for backups yet</translation>
    </message>
    <message>
        <source>停下</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>不自动备份</source>
        <translation>No automatic backup</translation>
    </message>
    <message>
        <source>自动备份的间隔</source>
        <translation>Interval of automatic backups</translation>
    </message>
    <message>
        <source>恢复…</source>
        <translation>Restore…</translation>
    </message>
    <message>
        <source>用备份修复…</source>
        <translation>Repair from a backup…</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>有什么不对</source>
        <translation>What is wrong</translation>
    </message>
    <message>
        <source>怎么办</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>在哪里</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>核对出来的</source>
        <translation>Findings</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>检索索引</source>
        <translation>Search index</translation>
    </message>
    <message>
        <source>磁盘</source>
        <translation>Disk</translation>
    </message>
    <message>
        <source>每天自动备份</source>
        <translation>Back up every day</translation>
    </message>
    <message>
        <source>每 {n} 天自动备份</source>
        <translation>Back up every {n} days</translation>
    </message>
    <message>
        <source>用哪个备份或哪份档案库修复</source>
        <translation>Repair from which backup or archive</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>使用说明</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>按键</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>使用手册</source>
        <translation>User guide</translation>
    </message>
    <message>
        <source>左边选报纸和日期，中间点版面图上的稿件或目录里的标题，右边就是全文。</source>
        <translation>Choose a paper and a date on the left; click an article on the page or its title in the contents; the full text is on the right.</translation>
    </message>
    <message>
        <source>版面图：滚轮放大缩小，拖动移动，双击放大一块、再双击回到整版。</source>
        <translation>Page picture: the wheel zooms, dragging moves, a double click zooms to an article and another back to the page.</translation>
    </message>
    <message>
        <source>检索：空格隔开的词都要出现；加引号就一字不差；繁体、简体、全角、半角不分。</source>
        <translation>Search: all words apart by spaces must occur; quotes mean exactly so; traditional, simplified, full and half width are alike.</translation>
    </message>
    <message>
        <source>数字和字母按整词算，202* 表示开头。</source>
        <translation>Numbers and Latin words match whole; 202* means a beginning.</translation>
    </message>
    <message>
        <source>导入：把文件或文件夹拖进窗口就行；原件一字不动地存着。</source>
        <translation>Import: drag files or folders into the window; originals are kept unchanged.</translation>
    </message>
    <message>
        <source>在手册里找，回车下一处</source>
        <translation>Find in the guide; Enter: next</translation>
    </message>
    <message>
        <source>在手册里找</source>
        <translation>Find in the guide</translation>
    </message>
    <message>
        <source>手册的目录</source>
        <translation>Contents of the guide</translation>
    </message>
</context>
<context>
    <name>Histogram</name>
    <message>
        <source>按时间的分布</source>
        <translation>Hits over time</translation>
    </message>
    <message>
        <source>另有 {n} 篇日期不详</source>
        <translation>{n} more without an exact date</translation>
    </message>
</context>
<context>
    <name>ImportCommands</name>
    <message>
        <source>上一次导入还没完</source>
        <translation>The last import is still running</translation>
    </message>
    <message>
        <source>正在看表格有哪些列…</source>
        <translation>Looking at the table&apos;s columns…</translation>
    </message>
    <message>
        <source>{names} 照上次指定的各列导入</source>
        <translation>{names}: columns read as chosen last time</translation>
    </message>
    <message>
        <source>导入文件</source>
        <translation>Import files</translation>
    </message>
    <message>
        <source>导入文件夹</source>
        <translation>Import a folder</translation>
    </message>
    <message>
        <source>导入表格</source>
        <translation>Import a table</translation>
    </message>
    <message>
        <source>表格（{kinds}）</source>
        <translation>Tables ({kinds})</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>识别没有文字的版面图</source>
        <translation>Recognise text on scanned pages</translation>
    </message>
    <message>
        <source>识别并再导入一次</source>
        <translation>Recognise and import again</translation>
    </message>
    <message>
        <source>更改…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>导入的进度</source>
        <translation>Progress of the import</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>导入结果</source>
        <translation>Results of the import</translation>
    </message>
    <message>
        <source>选中一项的详情</source>
        <translation>Details of the selected item</translation>
    </message>
    <message>
        <source>选中一项，看它的详情。</source>
        <translation>Select an item to see its details.</translation>
    </message>
    <message>
        <source>这一期已从别处导入过，怎么办？</source>
        <translation>This issue was imported from another source before. What now?</translation>
    </message>
    <message>
        <source>保留原有</source>
        <translation>Keep the old one</translation>
    </message>
    <message>
        <source>用新的替换</source>
        <translation>Replace it</translation>
    </message>
    <message>
        <source>两份都留</source>
        <translation>Keep both</translation>
    </message>
    <message>
        <source>扫描的版面没有文字：识别出来才能检索。较慢，每版几秒到几十秒。</source>
        <translation>Scanned pages have no text and cannot be searched until it is recognised. Slow: from a few seconds to a minute a page.</translation>
    </message>
    <message>
        <source>识别没有文字的版面图（没有安装文字识别组件）</source>
        <translation>Recognise text on scanned pages (not installed)</translation>
    </message>
    <message>
        <source>要用识别，请先运行 pip install &quot;dianzibao[ocr]&quot;</source>
        <translation>To recognise text, first run pip install &quot;dianzibao[ocr]&quot;</translation>
    </message>
    <message>
        <source>正在导入…</source>
        <translation>Importing…</translation>
    </message>
    <message>
        <source>正在重建检索索引…</source>
        <translation>Rebuilding the search index…</translation>
    </message>
    <message>
        <source>正在停下…</source>
        <translation>Stopping…</translation>
    </message>
    <message>
        <source>检索索引已重建</source>
        <translation>Search index rebuilt</translation>
    </message>
    <message>
        <source>检索索引没有重建完，仍用原来的</source>
        <translation>The search index was not rebuilt; the old one stays in use</translation>
    </message>
    <message>
        <source>没有导入完</source>
        <translation>The import did not finish</translation>
    </message>
    <message>
        <source>已停下，已经导入的都保留着</source>
        <translation>Stopped; what was imported is kept</translation>
    </message>
    <message>
        <source>导入完毕，{n} 项有问题</source>
        <translation>Import finished, problems: {n}</translation>
    </message>
    <message>
        <source>导入完毕</source>
        <translation>Import finished</translation>
    </message>
    <message>
        <source>共 {n} 篇</source>
        <translation>{n} articles in all</translation>
    </message>
    <message>
        <source>缺 {n} 项</source>
        <translation>missing: {n}</translation>
    </message>
    <message>
        <source>没有收进来 {n} 项</source>
        <translation>left out: {n}</translation>
    </message>
    <message>
        <source>失败</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>未导入</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>更新</source>
        <translation>updated</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>added</translation>
    </message>
    <message>
        <source>已有</source>
        <translation>same</translation>
    </message>
    <message>
        <source>{pages} 版 {articles} 篇</source>
        <translation>{pages} pp., {articles} art.</translation>
    </message>
    <message>
        <source>{articles} 篇</source>
        <translation>{articles} art.</translation>
    </message>
    <message>
        <source>缺：</source>
        <translation>Missing: </translation>
    </message>
    <message>
        <source>没有收进来：</source>
        <translation>Left out: </translation>
    </message>
    <message>
        <source>说明：</source>
        <translation>Remarks: </translation>
    </message>
</context>
<context>
    <name>ImportRun</name>
    <message>
        <source>导入程序意外结束（{code}）</source>
        <translation>The import process ended unexpectedly ({code})</translation>
    </message>
    <message>
        <source>导入程序没能启动：{reason}</source>
        <translation>The import process could not start: {reason}</translation>
    </message>
</context>
<context>
    <name>JournalDialog</name>
    <message>
        <source>更正记录</source>
        <translation>Corrections</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>更正</source>
        <translation>Correction</translation>
    </message>
    <message>
        <source>谁</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>还没有更正过什么。</source>
        <translation>No corrections yet.</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>已撤销</source>
        <translation>undone</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>找动作或按键</source>
        <translation>Find an action or a key</translation>
    </message>
    <message>
        <source>动作</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>按键</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>动作和按键</source>
        <translation>Actions and keys</translation>
    </message>
    <message>
        <source>新的按键</source>
        <translation>New key</translation>
    </message>
    <message>
        <source>不用按键</source>
        <translation>No key</translation>
    </message>
    <message>
        <source>恢复默认</source>
        <translation>Default</translation>
    </message>
    <message>
        <source>全部恢复默认</source>
        <translation>All defaults</translation>
    </message>
    <message>
        <source>改成</source>
        <translation>Change to</translation>
    </message>
    <message>
        <source>{key} 已经是“{action}”的按键</source>
        <translation>{key} is already the key of &quot;{action}&quot;</translation>
    </message>
</context>
<context>
    <name>KnowingCommands</name>
    <message>
        <source>还没有报纸</source>
        <translation>No newspapers yet</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>《{title}》接在哪一篇后面？读、查、数都算作一篇。</source>
        <translation>Which article does &quot;{title}&quot; continue? The two will be read, searched and counted as one.</translation>
    </message>
    <message>
        <source>接在另一篇后面</source>
        <translation>Link as continuation</translation>
    </message>
    <message>
        <source>接上</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>标题里的字</source>
        <translation>Words of the title</translation>
    </message>
    <message>
        <source>本期的稿件</source>
        <translation>Articles of the issue</translation>
    </message>
    <message>
        <source>先选一篇</source>
        <translation>Choose an article first</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>电子报阅读机</source>
        <translation>Dianzibao</translation>
    </message>
    <message>
        <source>电子报阅读机（无痕）</source>
        <translation>Dianzibao (private)</translation>
    </message>
    <message>
        <source>全文检索</source>
        <translation>Search the archive</translation>
    </message>
    <message>
        <source>检索（{keys}）</source>
        <translation>Search ({keys})</translation>
    </message>
    <message>
        <source>在全部报纸和文件里检索</source>
        <translation>Search all papers and documents</translation>
    </message>
    <message>
        <source>这一版没有文章</source>
        <translation>No articles on this page</translation>
    </message>
    <message>
        <source>这一期没有文章</source>
        <translation>No articles in this issue</translation>
    </message>
    <message>
        <source>已经是本期最后一篇</source>
        <translation>This is the last article of the issue</translation>
    </message>
    <message>
        <source>已经是本期第一篇</source>
        <translation>This is the first article of the issue</translation>
    </message>
    <message>
        <source>这是本期最后一版</source>
        <translation>This is the last page of the issue</translation>
    </message>
    <message>
        <source>这是本期第一版</source>
        <translation>This is the first page of the issue</translation>
    </message>
    <message>
        <source>{paper} 没有 {date} 的报纸</source>
        <translation>{paper} has no issue of {date}</translation>
    </message>
    <message>
        <source>这一期没有第{label}版</source>
        <translation>This issue has no page {label}</translation>
    </message>
    <message>
        <source>没有更多结果</source>
        <translation>No more results</translation>
    </message>
    <message>
        <source>字号 {n}</source>
        <translation>Font size {n}</translation>
    </message>
</context>
<context>
    <name>MappingDialog</name>
    <message>
        <source>表格的各列</source>
        <translation>Columns of the table</translation>
    </message>
    <message>
        <source>（不用）</source>
        <translation>(not used)</translation>
    </message>
    <message>
        <source>报纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>版本</source>
        <translation>Edition</translation>
    </message>
    <message>
        <source>版次</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>版名</source>
        <translation>Page name</translation>
    </message>
    <message>
        <source>顺序</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>引题</source>
        <translation>Kicker</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>副题</source>
        <translation>Subtitle</translation>
    </message>
    <message>
        <source>作者</source>
        <translation>Byline</translation>
    </message>
    <message>
        <source>正文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>网址</source>
        <translation>Web address</translation>
    </message>
    <message>
        <source>编号</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>{name} 的各列是什么？</source>
        <translation>What are the columns of {name}?</translation>
    </message>
    <message>
        <source>每列上面选一个字段，不用的列留空。下次导入同样列名的表格，就照这样读。</source>
        <translation>Choose a field above each column; leave the others unused. Tables with the same column names will be read like this from now on.</translation>
    </message>
    <message>
        <source>全表{field}</source>
        <translation>{field} of all rows</translation>
    </message>
    <message>
        <source>没有这一列时填</source>
        <translation>if no column has it</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>表格的前几行</source>
        <translation>First rows of the table</translation>
    </message>
    <message>
        <source>{column} 列是</source>
        <translation>Column {column} is</translation>
    </message>
    <message>
        <source>没有日期的，收作文件资料。</source>
        <translation>Without a date, rows are kept as documents.</translation>
    </message>
    <message>
        <source>有两列都选了“{field}”。</source>
        <translation>Two columns are set to &quot;{field}&quot;.</translation>
    </message>
    <message>
        <source>还要知道是什么报纸：选一列，或者填“全表报纸”。</source>
        <translation>Which paper is it? Choose a column or fill in &quot;Paper of all rows&quot;.</translation>
    </message>
    <message>
        <source>还要选出标题或正文是哪一列。</source>
        <translation>Choose the column that holds the title or the text.</translation>
    </message>
    <message>
        <source>日期写成 2025、2025-08 或 2025-08-28</source>
        <translation>Write dates as 2025, 2025-08 or 2025-08-28</translation>
    </message>
</context>
<context>
    <name>MarkCommands</name>
    <message>
        <source>这个档案库里没有这一篇：{title}</source>
        <translation>This archive has no such article: {title}</translation>
    </message>
    <message>
        <source>加了{kind}</source>
        <translation>Added: {kind}</translation>
    </message>
    <message>
        <source>取消了{kind}</source>
        <translation>Removed: {kind}</translation>
    </message>
    <message>
        <source>换了颜色</source>
        <translation>Colour changed</translation>
    </message>
    <message>
        <source>先选中要划线的文字</source>
        <translation>Select the words to be highlighted first</translation>
    </message>
    <message>
        <source>划了线</source>
        <translation>Highlighted</translation>
    </message>
    <message>
        <source>这里没有划线</source>
        <translation>There is no highlight here</translation>
    </message>
    <message>
        <source>去掉了划线</source>
        <translation>Highlight removed</translation>
    </message>
    <message>
        <source>记下了</source>
        <translation>Noted</translation>
    </message>
    <message>
        <source>还没有打开文章</source>
        <translation>No article is open</translation>
    </message>
    <message>
        <source>划线的颜色</source>
        <translation>Colour of the highlight</translation>
    </message>
    <message>
        <source>撤销了：{what}</source>
        <translation>Undone: {what}</translation>
    </message>
    <message>
        <source>没有可以撤销的标记</source>
        <translation>There is no mark to undo</translation>
    </message>
    <message>
        <source>导出标记</source>
        <translation>Export marks</translation>
    </message>
    <message>
        <source>我的标记.json</source>
        <translation>marks.json</translation>
    </message>
    <message>
        <source>导出了 {n} 处标记</source>
        <translation>Marks exported: {n}</translation>
    </message>
    <message>
        <source>导入标记</source>
        <translation>Import marks</translation>
    </message>
    <message>
        <source>收进了 {n} 处标记</source>
        <translation>Marks imported: {n}</translation>
    </message>
    <message>
        <source>没有标记可以清除</source>
        <translation>There are no marks to clear</translation>
    </message>
    <message>
        <source>永远清除下面这些标记？不能撤销。</source>
        <translation>Clear these marks for good? It cannot be undone.</translation>
    </message>
    <message>
        <source>清除我的标记</source>
        <translation>Clear my marks</translation>
    </message>
    <message>
        <source>清除了 {n} 处标记</source>
        <translation>Marks cleared: {n}</translation>
    </message>
</context>
<context>
    <name>MarksPanel</name>
    <message>
        <source>标记的种类</source>
        <translation>Kind of mark</translation>
    </message>
    <message>
        <source>全部标记</source>
        <translation>All marks</translation>
    </message>
    <message>
        <source>在标记里找</source>
        <translation>Find in marks</translation>
    </message>
    <message>
        <source>我的标记</source>
        <translation>My marks</translation>
    </message>
    <message>
        <source>没有这样的标记</source>
        <translation>No such marks</translation>
    </message>
    <message>
        <source>还没有标记。
读到要紧处，选中文字，在菜单“标记”里划线、批注，或给这一篇加星标。</source>
        <translation>No marks yet.
Select words that matter and highlight or note them from the menu Marks, or star the article.</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>《{paper}》和另一份其实是同一份报纸：各期都归到那个名字下，今后导入的也一样。</source>
        <translation>&quot;{paper}&quot; is the same newspaper as another one: its issues go under that name, and so do future imports.</translation>
    </message>
    <message>
        <source>并入另一份报纸</source>
        <translation>Merge into another paper</translation>
    </message>
    <message>
        <source>并入</source>
        <translation>Merge into</translation>
    </message>
    <message>
        <source>要归过去的：{size}。</source>
        <translation>All of it moves there ({size}).</translation>
    </message>
    <message>
        <source>要写另一份报纸的名字</source>
        <translation>Give the name of another paper</translation>
    </message>
</context>
<context>
    <name>Middle</name>
    <message>
        <source>中间一栏</source>
        <translation>Middle column</translation>
    </message>
    <message>
        <source>版面导航</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>检索结果</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>我的标记</source>
        <translation>My marks</translation>
    </message>
    <message>
        <source>我的检索</source>
        <translation>Saved</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>移动</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>一天出几种时才填</source>
        <translation>only if a day has several</translation>
    </message>
    <message>
        <source>如 A06；几版用顿号隔开</source>
        <translation>such as A06 or A06, A07</translation>
    </message>
    <message>
        <source>如 A06</source>
        <translation>such as A06</translation>
    </message>
    <message>
        <source>报纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>版次名</source>
        <translation>Edition</translation>
    </message>
    <message>
        <source>版面</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>要写一个版面，如 A06</source>
        <translation>Give one page, such as A06</translation>
    </message>
    <message>
        <source>现在的位置。</source>
        <translation>Where it is now.</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>批注</source>
        <translation>Note</translation>
    </message>
</context>
<context>
    <name>NothingFound</name>
    <message>
        <source>重建检索索引</source>
        <translation>Rebuild search index</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>版面的排法</source>
        <translation>How pages are laid out</translation>
    </message>
</context>
<context>
    <name>PageColumn</name>
    <message>
        <source>本期目录</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>重排</source>
        <translation>Typeset</translation>
    </message>
    <message>
        <source>图片读不出来</source>
        <translation>Bad picture</translation>
    </message>
    <message>
        <source>识别文字</source>
        <translation>OCR</translation>
    </message>
    <message>
        <source>这一版的文字是从图片上识别出来的，可能有错字</source>
        <translation>The text of this page was recognised from its picture and may have errors</translation>
    </message>
    <message>
        <source>未确认</source>
        <translation>Unsure</translation>
    </message>
    <message>
        <source>这一版的形式不认识，版面和稿件是猜的</source>
        <translation>The form of this page is not known: its layout and articles are guesses</translation>
    </message>
    <message>
        <source>打开《{title}》</source>
        <translation>Open &quot;{title}&quot;</translation>
    </message>
    <message>
        <source>更正这一篇</source>
        <translation>Correct this article</translation>
    </message>
    <message>
        <source>更正这一版</source>
        <translation>Correct this page</translation>
    </message>
</context>
<context>
    <name>PageCommands</name>
    <message>
        <source>拖动选文字，Ctrl+C 复制</source>
        <translation>Drag to select text, Ctrl+C copies</translation>
    </message>
    <message>
        <source>已复制，末尾注明了出处</source>
        <translation>Copied, with the source at the end</translation>
    </message>
    <message>
        <source>已复制为图片（{size}）</source>
        <translation>Copied as a picture ({size})</translation>
    </message>
    <message>
        <source>另存版面图</source>
        <translation>Save page picture</translation>
    </message>
    <message>
        <source>已存为 {name}</source>
        <translation>Saved as {name}</translation>
    </message>
</context>
<context>
    <name>PagePicture</name>
    <message>
        <source>版面图</source>
        <translation>Page picture</translation>
    </message>
    <message>
        <source>键盘：上下键选一块，回车打开；同样的内容在本期目录里</source>
        <translation>Keyboard: up and down choose an article, Enter opens it; the contents list holds the same</translation>
    </message>
    <message>
        <source>第 {n} 块，共 {total} 块</source>
        <translation>area {n} of {total}</translation>
    </message>
</context>
<context>
    <name>PasteDialog</name>
    <message>
        <source>这幅图收作哪一版的版面图？</source>
        <translation>Which page is this a picture of?</translation>
    </message>
    <message>
        <source>这段文字收作一篇稿件。</source>
        <translation>This text will be kept as an article.</translation>
    </message>
    <message>
        <source>粘贴为版面图</source>
        <translation>Paste as page picture</translation>
    </message>
    <message>
        <source>粘贴为稿件</source>
        <translation>Paste as article</translation>
    </message>
    <message>
        <source>收下</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>如 A06</source>
        <translation>such as A06</translation>
    </message>
    <message>
        <source>不写就取第一行</source>
        <translation>if empty, the first line</translation>
    </message>
    <message>
        <source>报纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>版面</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>剪贴板里的内容</source>
        <translation>Contents of the clipboard</translation>
    </message>
    <message>
        <source>要写版面，如 A06</source>
        <translation>Give a page, such as A06</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>图片</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>上一张</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>下一张</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>复制图片</source>
        <translation>Copy picture</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>PreviewDialog</name>
    <message>
        <source>打印预览</source>
        <translation>Print preview</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>存为 PDF…</source>
        <translation>Save as PDF…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>纵向</source>
        <translation>Portrait</translation>
    </message>
    <message>
        <source>横向</source>
        <translation>Landscape</translation>
    </message>
    <message>
        <source>整页</source>
        <translation>Whole page</translation>
    </message>
    <message>
        <source>适宽</source>
        <translation>Width</translation>
    </message>
    <message>
        <source>几页并排</source>
        <translation>Several pages</translation>
    </message>
    <message>
        <source>打印什么</source>
        <translation>What to print</translation>
    </message>
    <message>
        <source>方向</source>
        <translation>Orientation</translation>
    </message>
    <message>
        <source>看法</source>
        <translation>View</translation>
    </message>
    <message>
        <source>{n} 页</source>
        <translation>{n} pages</translation>
    </message>
    <message>
        <source>存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>存好了：{file}</source>
        <translation>Saved: {file}</translation>
    </message>
</context>
<context>
    <name>PrintCommands</name>
    <message>
        <source>没有打开可以打印的稿件、版面或剪报本</source>
        <translation>No article, page or clipping book is open that could be printed</translation>
    </message>
    <message>
        <source>这一篇：{name}</source>
        <translation>This article: {name}</translation>
    </message>
    <message>
        <source>版面图：第{name}版</source>
        <translation>Page picture: page {name}</translation>
    </message>
    <message>
        <source>重排的版面：第{name}版</source>
        <translation>Page set anew: page {name}</translation>
    </message>
    <message>
        <source>剪报本：{name}</source>
        <translation>Clipping book: {name}</translation>
    </message>
    <message>
        <source>打印 {name}</source>
        <translation>Print {name}</translation>
    </message>
</context>
<context>
    <name>ProofDialog</name>
    <message>
        <source>核对剪报</source>
        <translation>Verify clippings</translation>
    </message>
    <message>
        <source>核对“{name}”</source>
        <translation>Verify &quot;{name}&quot;</translation>
    </message>
    <message>
        <source>用剪下时记着的校验和找原件，逐字节核对；再看稿件现在说的是不是剪下时的话。档案库不变。</source>
        <translation>Finds the originals by the checksums kept when they were clipped and checks them byte by byte; then compares what the articles say now. The archive is not changed.</translation>
    </message>
    <message>
        <source>正在核对 {n} 条…</source>
        <translation>Verifying {n} clippings…</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>核对的结果</source>
        <translation>What was found</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>剪报</source>
        <translation>Clippings</translation>
    </message>
    <message>
        <source>出处</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>没有剪报</source>
        <translation>No clippings</translation>
    </message>
</context>
<context>
    <name>ReadingCommands</name>
    <message>
        <source>正文显示为：{script}</source>
        <translation>Text shown as: {script}</translation>
    </message>
    <message>
        <source>这里没有可以注音的字</source>
        <translation>There is no Chinese character here</translation>
    </message>
    <message>
        <source>也读 {others}</source>
        <translation>also {others}</translation>
    </message>
</context>
<context>
    <name>RecordDialog</name>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ReparseDialog</name>
    <message>
        <source>重读原件</source>
        <translation>Read originals again</translation>
    </message>
    <message>
        <source>全部重读，不只是旧版导入器读的</source>
        <translation>All of them, not only those read by older importers</translation>
    </message>
    <message>
        <source>看看会变什么</source>
        <translation>See what would change</translation>
    </message>
    <message>
        <source>照此更新</source>
        <translation>Apply changes</translation>
    </message>
    <message>
        <source>用现在的导入器重新读存着的原件。标注、人工的更正和旧版本都保留。先看会变什么，再决定。</source>
        <translation>Reads the stored originals again with the present importers. Notes, corrections and old versions are kept. See what would change first, then decide.</translation>
    </message>
    <message>
        <source>报纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>全部报纸和文件</source>
        <translation>All papers and documents</translation>
    </message>
    <message>
        <source>来源或变化</source>
        <translation>Source or change</translation>
    </message>
    <message>
        <source>原来</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>重读后</source>
        <translation>After</translation>
    </message>
    <message>
        <source>会变的地方</source>
        <translation>Changes</translation>
    </message>
    <message>
        <source>重读的结果都与现有的相同，没有要更新的</source>
        <translation>Everything reads as before: nothing to update</translation>
    </message>
    <message>
        <source>已更新 {n} 项</source>
        <translation>Updated: {n}</translation>
    </message>
    <message>
        <source>{n} 项会有变化，还没有写入</source>
        <translation>Would change: {n}. Nothing is written yet.</translation>
    </message>
    <message>
        <source>现在读作 {date}，归档没有改动</source>
        <translation>Now read as {date}; it stays filed as it is</translation>
    </message>
    <message>
        <source>版面有变</source>
        <translation>pages changed</translation>
    </message>
    <message>
        <source>更正不再对得上</source>
        <translation>Correction no longer fits</translation>
    </message>
    <message>
        <source>新增</source>
        <translation>added</translation>
    </message>
    <message>
        <source>文字有变</source>
        <translation>text changed</translation>
    </message>
    <message>
        <source>版面或热区有变</source>
        <translation>page or zone changed</translation>
    </message>
    <message>
        <source>来源有变，保留人工的</source>
        <translation>source changed; your correction stays</translation>
    </message>
    <message>
        <source>文字有变，更正移到了新文字上</source>
        <translation>Text changed, corrections carried over</translation>
    </message>
    <message>
        <source>不再读出，保留原有的</source>
        <translation>no longer found; the old one stays</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>从何时算起</source>
        <translation>Counted from</translation>
    </message>
    <message>
        <source>保存…</source>
        <translation>Save…</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>正在整理…</source>
        <translation>Putting it together…</translation>
    </message>
    <message>
        <source>已复制，是 Markdown</source>
        <translation>Copied as Markdown</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>正在保存…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>保存到 {file}</source>
        <translation>Saved to {file}</translation>
    </message>
</context>
<context>
    <name>ReprintsDialog</name>
    <message>
        <source>转载情况</source>
        <translation>Reprints</translation>
    </message>
    <message>
        <source>逐段对照</source>
        <translation>Paragraph by paragraph</translation>
    </message>
    <message>
        <source>打开这一篇</source>
        <translation>Open This One</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>报纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>版面</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>异同</source>
        <translation>Likeness</translation>
    </message>
    <message>
        <source>登过这篇稿件的报纸</source>
        <translation>Papers that printed this article</translation>
    </message>
    <message>
        <source>正在查找…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>另登 {n} 次</source>
        <translation>Printed {n} more times</translation>
    </message>
    <message>
        <source>摘登 {n} 处</source>
        <translation>Extracts: {n}</translation>
    </message>
    <message>
        <source>没有找到转载。刚收的报纸要等检索索引更新以后才比对。</source>
        <translation>No reprints found. What has just come in is compared when the search index is updated.</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>从备份恢复</source>
        <translation>Restore from a backup</translation>
    </message>
    <message>
        <source>选备份的文件夹…</source>
        <translation>Choose a folder…</translation>
    </message>
    <message>
        <source>内容不同的也换成备份里的（现有的收起来，可以撤销）</source>
        <translation>Also replace issues that differ (the present ones are put away; can be undone)</translation>
    </message>
    <message>
        <source>看看有何不同</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>恢复</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>哪一份备份</source>
        <translation>Which backup</translation>
    </message>
    <message>
        <source>有何不同</source>
        <translation>What differs</translation>
    </message>
    <message>
        <source>取回备份里有、这里没有的期。先看有何不同，再决定。恢复以后可以撤销，现有的什么也不会删除。</source>
        <translation>Bring back issues that are in the backup and not here. Compare first, then decide. A restore can be undone; nothing here is deleted.</translation>
    </message>
    <message>
        <source>期</source>
        <translation>Issue</translation>
    </message>
    <message>
        <source>会怎样</source>
        <translation>What happens</translation>
    </message>
    <message>
        <source>这里没有能用的备份</source>
        <translation>No usable backup here</translation>
    </message>
    <message>
        <source>备份里有的这里都有，内容也相同</source>
        <translation>Everything in the backup is here, with the same contents</translation>
    </message>
    <message>
        <source>还没有改动什么</source>
        <translation>Nothing has been changed yet</translation>
    </message>
    <message>
        <source>没有要取回的</source>
        <translation>Nothing to bring back</translation>
    </message>
    <message>
        <source>取回了 {n} 期；“编辑 → 撤销更正”可以撤销</source>
        <translation>{n} issues brought back; Edit → Undo correction takes this back</translation>
    </message>
    <message>
        <source>备份在 {folder}</source>
        <translation>Backups in {folder}</translation>
    </message>
    <message>
        <source>还没有选备份的文件夹</source>
        <translation>No backup folder chosen yet</translation>
    </message>
    <message>
        <source>备份在哪个文件夹</source>
        <translation>Which folder are the backups in</translation>
    </message>
    <message>
        <source>原件取不回：{reason}</source>
        <translation>Original cannot be had: {reason}</translation>
    </message>
    <message>
        <source>只在备份里，{n} 期</source>
        <translation>Only in the backup: {n} issues</translation>
    </message>
    <message>
        <source>取回</source>
        <translation>Bring back</translation>
    </message>
    <message>
        <source>内容不同，{n} 期</source>
        <translation>Different: {n} issues</translation>
    </message>
    <message>
        <source>换成备份里的</source>
        <translation>Replace</translation>
    </message>
    <message>
        <source>保持现有的</source>
        <translation>Keep the present one</translation>
    </message>
    <message>
        <source>只在这里，{n} 期</source>
        <translation>Only here: {n} issues</translation>
    </message>
</context>
<context>
    <name>RunDialog</name>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>停下</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>已停下</source>
        <translation>Stopped</translation>
    </message>
</context>
<context>
    <name>SaveSearchDialog</name>
    <message>
        <source>保存检索</source>
        <translation>Save Search</translation>
    </message>
    <message>
        <source>不放文件夹；写一个新名称就是新文件夹</source>
        <translation>No folder; a new name makes a new folder</translation>
    </message>
    <message>
        <source>名称(&amp;N)</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>文件夹(&amp;F)</source>
        <translation>&amp;Folder</translation>
    </message>
</context>
<context>
    <name>SavedCommands</name>
    <message>
        <source>先写下要检索的字词，再保存</source>
        <translation>First type what to search for, then save it</translation>
    </message>
    <message>
        <source>检索：{query}</source>
        <translation>Search: {query}</translation>
    </message>
    <message>
        <source>存了检索“{name}”</source>
        <translation>Saved the search &quot;{name}&quot;</translation>
    </message>
    <message>
        <source>撤销了：{what}</source>
        <translation>Undone: {what}</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>只看新到的</source>
        <translation>Only What Is New</translation>
    </message>
    <message>
        <source>算都看过了</source>
        <translation>Mark All as Seen</translation>
    </message>
    <message>
        <source>改名、移动…</source>
        <translation>Rename or Move…</translation>
    </message>
    <message>
        <source>改成现在的检索</source>
        <translation>Replace with the Current Search</translation>
    </message>
    <message>
        <source>改了检索“{name}”</source>
        <translation>Changed the search &quot;{name}&quot;</translation>
    </message>
    <message>
        <source>删除了检索“{name}”</source>
        <translation>Deleted the search &quot;{name}&quot;</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>还没有存着的检索：检索以后用“检索 → 保存检索…”存下来</source>
        <translation>No saved searches yet: search, then choose Search → Save Search…</translation>
    </message>
    <message>
        <source>上次看过以后新到的</source>
        <translation>New since last look</translation>
    </message>
    <message>
        <source>今天新到的</source>
        <translation>New today</translation>
    </message>
    <message>
        <source>七天以来新到的</source>
        <translation>New in the last seven days</translation>
    </message>
    <message>
        <source>每日摘要</source>
        <translation>Daily Digest</translation>
    </message>
    <message>
        <source>先检索，再写报告</source>
        <translation>First search, then write the report</translation>
    </message>
    <message>
        <source>检索报告</source>
        <translation>Search Report</translation>
    </message>
</context>
<context>
    <name>SavedPanel</name>
    <message>
        <source>我的检索</source>
        <translation>Saved searches</translation>
    </message>
    <message>
        <source>还没有存着的检索。
检索以后按 Ctrl+S 存下来，这里会数出新到了多少篇。</source>
        <translation>No saved searches yet.
Search, then press Ctrl+S; here you will see how many new articles have come in.</translation>
    </message>
    <message>
        <source>{n} 篇新到</source>
        <translation>{n} new</translation>
    </message>
    <message>
        <source>没有新到的</source>
        <translation>nothing new</translation>
    </message>
</context>
<context>
    <name>SearchCoverage</name>
    <message>
        <source>收录情况…</source>
        <translation>Coverage…</translation>
    </message>
    <message>
        <source>《{paper}》{kept}/{due} 期</source>
        <translation>{paper} {kept}/{due}</translation>
    </message>
    <message>
        <source>等 {n} 种</source>
        <translation>{n} papers in all</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>收录：{papers}</source>
        <translation>Coverage: {papers}</translation>
    </message>
</context>
<context>
    <name>SearchForm</name>
    <message>
        <source>头版</source>
        <translation>Front page</translation>
    </message>
    <message>
        <source>头条</source>
        <translation>Lead article</translation>
    </message>
    <message>
        <source>有图</source>
        <translation>With pictures</translation>
    </message>
    <message>
        <source>检索框里的写法比这张表能表示的多，请在检索框里改。</source>
        <translation>What stands in the box says more than this form can show; change it there.</translation>
    </message>
    <message>
        <source>同一句</source>
        <translation>same sentence</translation>
    </message>
    <message>
        <source>同一段</source>
        <translation>same paragraph</translation>
    </message>
    <message>
        <source>相近到什么程度</source>
        <translation>How near</translation>
    </message>
    <message>
        <source>都要有</source>
        <translation>All of</translation>
    </message>
    <message>
        <source>一字不差</source>
        <translation>Exact</translation>
    </message>
    <message>
        <source>有其一</source>
        <translation>Any of</translation>
    </message>
    <message>
        <source>不要有</source>
        <translation>None of</translation>
    </message>
    <message>
        <source>标题里</source>
        <translation>In title</translation>
    </message>
    <message>
        <source>作者</source>
        <translation>Byline</translation>
    </message>
    <message>
        <source>相近的另一个词</source>
        <translation>The other word that is near</translation>
    </message>
    <message>
        <source>相近</source>
        <translation>Near</translation>
    </message>
    <message>
        <source>只查</source>
        <translation>Only</translation>
    </message>
    <message>
        <source>隔 {n} 字以内</source>
        <translation>at most {n} apart</translation>
    </message>
    <message>
        <source>紧挨着</source>
        <translation>side by side</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>检索词，空格表示都要有，引号表示一字不差</source>
        <translation>Words; all must occur; quotes: exactly so</translation>
    </message>
    <message>
        <source>检索词</source>
        <translation>Words</translation>
    </message>
    <message>
        <source>原样</source>
        <translation>As typed</translation>
    </message>
    <message>
        <source>合并转载</source>
        <translation>Reprints as one</translation>
    </message>
    <message>
        <source>按条件检索</source>
        <translation>Search form</translation>
    </message>
    <message>
        <source>不写符号，按条件填写；也可以限定报纸、日期、版次</source>
        <translation>Fill in fields instead of operators; limit by paper, date, page</translation>
    </message>
    <message>
        <source>繁简、大小写、全角半角都要和写的一样</source>
        <translation>Traditional or simplified, case and width exactly as typed</translation>
    </message>
    <message>
        <source>几家都登过的稿件只列一条，写明另有几家刊登</source>
        <translation>Lists an article that several papers printed once, and says how many others did</translation>
    </message>
    <message>
        <source>次序</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>最相关</source>
        <translation>Most relevant</translation>
    </message>
    <message>
        <source>新近相关</source>
        <translation>Relevant and recent</translation>
    </message>
    <message>
        <source>最新的在前</source>
        <translation>Newest first</translation>
    </message>
    <message>
        <source>最早的在前</source>
        <translation>Oldest first</translation>
    </message>
    <message>
        <source>检索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>检索结果</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>输入要找的字词，按回车检索全部报纸和文件。</source>
        <translation>Type words and press Enter to search all papers and documents.</translation>
    </message>
    <message>
        <source>日期写成 2025、2025-08 或 2025-08-28</source>
        <translation>Write dates as 2025, 2025-08 or 2025-08-28</translation>
    </message>
    <message>
        <source>没有找到“{query}”。</source>
        <translation>Nothing found for &quot;{query}&quot;.</translation>
    </message>
    <message>
        <source>不加限定有 {n} 篇。</source>
        <translation>Without filters there are {n}.</translation>
    </message>
    <message>
        <source>少写一个词试试：空格隔开的词要都出现才算。</source>
        <translation>Try fewer words: all of them have to occur.</translation>
    </message>
    <message>
        <source>换个说法，或者写短一点试试。繁体、简体写哪种都行。</source>
        <translation>Try other or shorter words. Traditional or simplified makes no difference.</translation>
    </message>
    <message>
        <source>没能检索</source>
        <translation>The search failed</translation>
    </message>
</context>
<context>
    <name>SearchTold</name>
    <message>
        <source>没有一篇含有全部文字，以下是最接近的。</source>
        <translation>Nothing has all of it; these come nearest.</translation>
    </message>
    <message>
        <source>检索详情</source>
        <translation>Details of the search</translation>
    </message>
    <message>
        <source>缩小范围</source>
        <translation>Narrow</translation>
    </message>
    <message>
        <source>按报纸、年月、版名、版次、作者缩小范围，各有多少篇</source>
        <translation>Narrow by paper, month, page or author, each with its count</translation>
    </message>
    <message>
        <source>详情</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>每个词有多少篇，每个条件去掉多少篇</source>
        <translation>How many articles have each word, how many each filter takes away</translation>
    </message>
    <message>
        <source>正在检索…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>找到 {n} 篇，用时 {ms} 毫秒</source>
        <translation>{n} found in {ms} ms</translation>
    </message>
    <message>
        <source>最接近的 {n} 篇，用时 {ms} 毫秒</source>
        <translation>{n} nearest in {ms} ms</translation>
    </message>
    <message>
        <source>没有找到</source>
        <translation>Nothing found</translation>
    </message>
    <message>
        <source>这样理解：{told}</source>
        <translation>Understood as: {told}</translation>
    </message>
    <message>
        <source>找到 {n} 篇</source>
        <translation>{n} articles found</translation>
    </message>
    <message>
        <source>没有一篇含有全部文字，最接近的有 {n} 篇</source>
        <translation>No article has all the words; the closest: {n}</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>设置的种类</source>
        <translation>Sections of the settings</translation>
    </message>
    <message>
        <source>按键</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>正文看起来的样子</source>
        <translation>How the text will look</translation>
    </message>
    <message>
        <source>设置保存在 {path}</source>
        <translation>Settings are kept in {path}</translation>
    </message>
</context>
<context>
    <name>SideBar</name>
    <message>
        <source>报纸</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>各期</source>
        <translation>Issues</translation>
    </message>
    <message>
        <source>收录情况…</source>
        <translation>Coverage…</translation>
    </message>
    <message>
        <source>收到哪些期、缺哪些期和版面</source>
        <translation>Issues kept, issues and pages missing</translation>
    </message>
    <message>
        <source>上个月</source>
        <translation>Previous month</translation>
    </message>
    <message>
        <source>下个月</source>
        <translation>Next month</translation>
    </message>
    <message>
        <source>{year}年{month}月</source>
        <translation>{year}-{month}</translation>
    </message>
    <message>
        <source>全部日期</source>
        <translation>All dates</translation>
    </message>
    <message>
        <source>本月各期</source>
        <translation>Issues of this month</translation>
    </message>
    <message>
        <source>本月没有报纸</source>
        <translation>No issues this month</translation>
    </message>
    <message>
        <source>{day} 没有报纸</source>
        <translation>No issue on {day}</translation>
    </message>
    <message>
        <source>这一天有 {n} 个版次，可在下面的列表里选</source>
        <translation>This day has {n} editions: choose in the list below</translation>
    </message>
</context>
<context>
    <name>SpeakBar</name>
    <message>
        <source>暂停</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>语速</source>
        <translation>Speed</translation>
    </message>
    <message>
        <source>停止朗读</source>
        <translation>Stop reading</translation>
    </message>
    <message>
        <source>上一句</source>
        <translation>‹ Sentence</translation>
    </message>
    <message>
        <source>上一句</source>
        <comment>spoken</comment>
        <translation>Previous sentence</translation>
    </message>
    <message>
        <source>下一句</source>
        <translation>Sentence ›</translation>
    </message>
    <message>
        <source>下一句</source>
        <comment>spoken</comment>
        <translation>Next sentence</translation>
    </message>
    <message>
        <source>上一篇</source>
        <translation>‹ Article</translation>
    </message>
    <message>
        <source>上一篇</source>
        <comment>spoken</comment>
        <translation>Previous article</translation>
    </message>
    <message>
        <source>下一篇</source>
        <translation>Article ›</translation>
    </message>
    <message>
        <source>下一篇</source>
        <comment>spoken</comment>
        <translation>Next article</translation>
    </message>
    <message>
        <source>{n}/{total} 句</source>
        <translation>Sentence {n}/{total}</translation>
    </message>
    <message>
        <source>{n}/{total} 篇</source>
        <translation>Article {n}/{total}</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>SpeechCommands</name>
    <message>
        <source>还没有打开文章</source>
        <translation>No article is open</translation>
    </message>
    <message>
        <source>这里没有可以朗读的文章</source>
        <translation>There is nothing to read aloud here</translation>
    </message>
    <message>
        <source>暂停朗读</source>
        <translation>Pause reading</translation>
    </message>
    <message>
        <source>继续朗读</source>
        <translation>Go on reading</translation>
    </message>
    <message>
        <source>朗读</source>
        <translation>Read aloud</translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message>
        <source>《{title}》从哪里拆开？点两段之间，或用上下键移动红线；红线以下成为另一篇。</source>
        <translation>Where should &quot;{title}&quot; be split? Click between two paragraphs, or move the red line with the up and down keys; what is below it becomes a second article.</translation>
    </message>
    <message>
        <source>拆成两篇</source>
        <translation>Split in two</translation>
    </message>
    <message>
        <source>拆开</source>
        <translation>Split</translation>
    </message>
    <message>
        <source>各段；选中的一段是后一篇的开头</source>
        <translation>Paragraphs; the selected one begins the second article</translation>
    </message>
    <message>
        <source>后一篇的标题</source>
        <translation>Title of the second</translation>
    </message>
    <message>
        <source>给后一篇一个标题</source>
        <translation>Give the second article a title</translation>
    </message>
    <message>
        <source>〔图〕{text}</source>
        <translation>[picture] {text}</translation>
    </message>
    <message>
        <source>〔表〕{text}</source>
        <translation>[table] {text}</translation>
    </message>
</context>
<context>
    <name>Suggestions</name>
    <message>
        <source>可以试试：</source>
        <translation>Try:</translation>
    </message>
    <message>
        <source>检索“{query}”</source>
        <translation>Search &quot;{query}&quot;</translation>
    </message>
</context>
<context>
    <name>TagsDialog</name>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>几个标签用逗号隔开</source>
        <translation>Several tags, separated by commas</translation>
    </message>
</context>
<context>
    <name>TargetDialog</name>
    <message>
        <source>选文件夹…</source>
        <translation>Choose a folder…</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>形式</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>放在</source>
        <translation>Put it in</translation>
    </message>
    <message>
        <source>还没有选文件夹</source>
        <translation>No folder chosen yet</translation>
    </message>
    <message>
        <source>还没有名称</source>
        <translation>No name yet</translation>
    </message>
    <message>
        <source>导出到哪个文件夹</source>
        <translation>Export to which folder</translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>各版</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>TracesDialog</name>
    <message>
        <source>清除痕迹</source>
        <translation>Clear my traces</translation>
    </message>
    <message>
        <source>清除以下各项，不能恢复。标记、批注和档案库的内容不动。</source>
        <translation>Clears the following; this cannot be undone. Marks, notes and the archive itself stay as they are.</translation>
    </message>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>TrashDialog</name>
    <message>
        <source>回收站</source>
        <translation>Trash</translation>
    </message>
    <message>
        <source>是</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>删除时间</source>
        <translation>Deleted</translation>
    </message>
    <message>
        <source>回收站是空的。</source>
        <translation>The trash is empty.</translation>
    </message>
    <message>
        <source>还原</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>一期</source>
        <translation>Issue</translation>
    </message>
    <message>
        <source>稿件</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>一版</source>
        <translation>Page</translation>
    </message>
</context>
<context>
    <name>TrendChart</name>
    <message>
        <source>趋势图</source>
        <translation>Chart of trends</translation>
    </message>
    <message>
        <source>{name}，{period} {n} 篇</source>
        <translation>{name}, {period}: {n} articles</translation>
    </message>
    <message>
        <source>占 {all} 篇的 {part}%</source>
        <translation>{part}% of {all}</translation>
    </message>
    <message>
        <source>没有可画的</source>
        <translation>Nothing to draw</translation>
    </message>
</context>
<context>
    <name>TrendsDialog</name>
    <message>
        <source>趋势</source>
        <translation>Trends</translation>
    </message>
    <message>
        <source>一行一个检索词，最多六行</source>
        <translation>One search per line, at most six</translation>
    </message>
    <message>
        <source>检索词，一行一个</source>
        <translation>Searches, one per line</translation>
    </message>
    <message>
        <source>存图片…</source>
        <translation>Save Picture…</translation>
    </message>
    <message>
        <source>存 CSV…</source>
        <translation>Save CSV…</translation>
    </message>
    <message>
        <source>报纸</source>
        <translation>Newspaper</translation>
    </message>
    <message>
        <source>全部报纸和文件</source>
        <translation>All newspapers and documents</translation>
    </message>
    <message>
        <source>各份报纸分开</source>
        <translation>Each newspaper by itself</translation>
    </message>
    <message>
        <source>版位</source>
        <translation>Place in the paper</translation>
    </message>
    <message>
        <source>全部版位</source>
        <translation>Anywhere</translation>
    </message>
    <message>
        <source>头版</source>
        <translation>Front page</translation>
    </message>
    <message>
        <source>各版头条</source>
        <translation>Lead articles</translation>
    </message>
    <message>
        <source>版位分开：全部、头版、头条</source>
        <translation>Compare anywhere, front page, leads</translation>
    </message>
    <message>
        <source>每段多长</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>看长短</source>
        <translation>As it suits</translation>
    </message>
    <message>
        <source>按天</source>
        <translation>By day</translation>
    </message>
    <message>
        <source>按月</source>
        <translation>By month</translation>
    </message>
    <message>
        <source>按年</source>
        <translation>By year</translation>
    </message>
    <message>
        <source>数什么</source>
        <translation>What is counted</translation>
    </message>
    <message>
        <source>篇数</source>
        <translation>Number of articles</translation>
    </message>
    <message>
        <source>占全部稿件的百分比</source>
        <translation>Share of all articles</translation>
    </message>
    <message>
        <source>起始日期</source>
        <translation>From</translation>
    </message>
    <message>
        <source>截止日期</source>
        <translation>To</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>版名：{name}</source>
        <translation>Section: {name}</translation>
    </message>
    <message>
        <source>正在数…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>“{name}”另有 {n} 篇日期不详，或不够细，没有画</source>
        <translation>{n} more for &quot;{name}&quot; are not drawn: no date, or none exact enough</translation>
    </message>
    <message>
        <source>只画前 {n} 份报纸</source>
        <translation>Only the first {n} newspapers are drawn</translation>
    </message>
    <message>
        <source>存图片</source>
        <translation>Save Picture</translation>
    </message>
    <message>
        <source>趋势.png</source>
        <translation>Trends.png</translation>
    </message>
    <message>
        <source>存 CSV</source>
        <translation>Save CSV</translation>
    </message>
    <message>
        <source>趋势.csv</source>
        <translation>Trends.csv</translation>
    </message>
    <message>
        <source>保存到 {file}</source>
        <translation>Saved to {file}</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>VerticalView</name>
    <message>
        <source>〔图片〕</source>
        <translation>[picture]</translation>
    </message>
</context>
<context>
    <name>VisitCommands</name>
    <message>
        <source>无痕阅读：标记、历史、设置都不留下</source>
        <translation>Private: no marks, history or settings are kept</translation>
    </message>
    <message>
        <source>上次读到 {place}，“浏览 → 接着上次读”翻到那里</source>
        <translation>You last read {place}; Go → Go on reading opens it there</translation>
    </message>
    <message>
        <source>还没有读过别的稿件</source>
        <translation>No other article has been read yet</translation>
    </message>
    <message>
        <source>这一篇不在这个档案库里</source>
        <translation>This article is not in this archive</translation>
    </message>
    <message>
        <source>这一期都读过了</source>
        <translation>Everything in this issue has been read</translation>
    </message>
</context>
<context>
    <name>VisitsDialog</name>
    <message>
        <source>读过的稿件</source>
        <translation>Reading history</translation>
    </message>
    <message>
        <source>何时</source>
        <translation>When</translation>
    </message>
    <message>
        <source>标题</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>出处</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>读到</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>还没有读过的稿件</source>
        <translation>Nothing has been read yet</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>还没有报纸</source>
        <translation>No newspapers yet</translation>
    </message>
    <message>
        <source>先看看随程序附带的样报，或者把自己的报纸、文件拖进窗口。</source>
        <translation>Have a look at the sample papers, or drag your own papers and files into the window.</translation>
    </message>
    <message>
        <source>导入样报</source>
        <translation>Import the samples</translation>
    </message>
    <message>
        <source>导入文件或文件夹</source>
        <translation>Import files or a folder</translation>
    </message>
</context>
<context>
    <name>WordsDialog</name>
    <message>
        <source>读音</source>
        <translation>Readings</translation>
    </message>
    <message>
        <source>念错的词一行一个，等号后面写带声调的拼音或同音的字：
重庆=chóngqìng
行长=航掌</source>
        <translation>Words that are said wrong, a line each; after the equals sign pinyin with tones, or characters of that sound:
重庆=chóngqìng
行长=航掌</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>字号</source>
        <translation>Font size</translation>
    </message>
    <message>
        <source>配色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>语言 Language</source>
        <translation>语言 Language</translation>
    </message>
    <message>
        <source>文件(&amp;F)</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>浏览(&amp;G)</source>
        <translation>&amp;Go</translation>
    </message>
    <message>
        <source>检索(&amp;S)</source>
        <translation>&amp;Search</translation>
    </message>
    <message>
        <source>查看(&amp;V)</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>帮助(&amp;H)</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>导入文件…</source>
        <translation>Import files…</translation>
    </message>
    <message>
        <source>导入文件夹…</source>
        <translation>Import a folder…</translation>
    </message>
    <message>
        <source>导入样报</source>
        <translation>Import the samples</translation>
    </message>
    <message>
        <source>复制并注明出处</source>
        <translation>Copy with source</translation>
    </message>
    <message>
        <source>复制选中的文字（没有选中就是全文），后面写明报纸、日期和版面</source>
        <translation>Copy the selection (or all) followed by paper, date and page</translation>
    </message>
    <message>
        <source>设置…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>编辑(&amp;E)</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>标记(&amp;M)</source>
        <translation>&amp;Marks</translation>
    </message>
    <message>
        <source>剪报(&amp;C)</source>
        <translation>&amp;Clippings</translation>
    </message>
    <message>
        <source>划线的颜色</source>
        <translation>Colour of the highlight</translation>
    </message>
    <message>
        <source>版面(&amp;P)</source>
        <translation>&amp;Page</translation>
    </message>
    <message>
        <source>归档(&amp;A)</source>
        <translation>Fi&amp;ling</translation>
    </message>
    <message>
        <source>复制引文</source>
        <translation>Copy reference</translation>
    </message>
    <message>
        <source>界面大小</source>
        <translation>Interface size</translation>
    </message>
    <message>
        <source>繁简</source>
        <translation>Characters</translation>
    </message>
    <message>
        <source>注音</source>
        <translation>Pinyin</translation>
    </message>
    <message>
        <source>朗读</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>工具(&amp;T)</source>
        <translation>&amp;Tools</translation>
    </message>
    <message>
        <source>竖排时：下一页、上一页</source>
        <translation>Vertical text: next page, previous page</translation>
    </message>
    <message>
        <source>点一个字，看它怎么读</source>
        <translation>Click a character to see how it is read</translation>
    </message>
    <message>
        <source>导入表格…</source>
        <translation>Import a table…</translation>
    </message>
    <message>
        <source>导入 CSV、Excel、JSON 表格，先指定各列是什么</source>
        <translation>Import a CSV, Excel or JSON table after choosing what its columns are</translation>
    </message>
    <message>
        <source>导出…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>把稿件、版面、一期、几期或检索结果写成网站、电子书、文本、表格</source>
        <translation>Write articles, pages, issues or search results as a site, an e-book, texts or tables</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>打印这一篇；光标在版面图上就打印版面图，在剪报本里就打印这一本</source>
        <translation>Print the article; the page picture or the clipping book if that has the keyboard</translation>
    </message>
    <message>
        <source>打印预览…</source>
        <translation>Print Preview…</translation>
    </message>
    <message>
        <source>先看印出来是什么样，也可以存为 PDF</source>
        <translation>See first what it will look like; also saves as PDF</translation>
    </message>
    <message>
        <source>打开另一个档案库…</source>
        <translation>Open another archive…</translation>
    </message>
    <message>
        <source>打开过的档案库</source>
        <translation>Recent archives</translation>
    </message>
    <message>
        <source>新建档案库…</source>
        <translation>New archive…</translation>
    </message>
    <message>
        <source>把档案库移到…</source>
        <translation>Move the archive…</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>撤销更正</source>
        <translation>Undo correction</translation>
    </message>
    <message>
        <source>撤销最近的一步更正</source>
        <translation>Undo the latest correction</translation>
    </message>
    <message>
        <source>复制为 Markdown</source>
        <translation>Copy as Markdown</translation>
    </message>
    <message>
        <source>粘贴为稿件…</source>
        <translation>Paste as article…</translation>
    </message>
    <message>
        <source>把剪贴板里的文字、网页或图片收进档案库</source>
        <translation>Keep text, a web page or a picture from the clipboard</translation>
    </message>
    <message>
        <source>更正文字…</source>
        <translation>Correct Text…</translation>
    </message>
    <message>
        <source>改这一篇的标题、署名和正文；原文留着，两种都查得到</source>
        <translation>Correct title, byline and text of this article; the printed text is kept, and both are found</translation>
    </message>
    <message>
        <source>看原文</source>
        <translation>Show as printed</translation>
    </message>
    <message>
        <source>更正过的稿件：看更正前的原文，再按一次回来</source>
        <translation>A corrected article as it was printed; once more goes back</translation>
    </message>
    <message>
        <source>导出文字更正…</source>
        <translation>Export Text Corrections…</translation>
    </message>
    <message>
        <source>照补丁更正文字…</source>
        <translation>Apply Text Corrections…</translation>
    </message>
    <message>
        <source>更正记录…</source>
        <translation>Corrections…</translation>
    </message>
    <message>
        <source>回收站…</source>
        <translation>Trash…</translation>
    </message>
    <message>
        <source>后退</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>前进</source>
        <translation>Forward</translation>
    </message>
    <message>
        <source>上一篇</source>
        <translation>Previous article</translation>
    </message>
    <message>
        <source>下一篇</source>
        <translation>Next article</translation>
    </message>
    <message>
        <source>上一版</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>下一版</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>第一版</source>
        <translation>First page</translation>
    </message>
    <message>
        <source>最后一版</source>
        <translation>Last page</translation>
    </message>
    <message>
        <source>上一期</source>
        <translation>Previous issue</translation>
    </message>
    <message>
        <source>下一期</source>
        <translation>Next issue</translation>
    </message>
    <message>
        <source>按日期查找…</source>
        <translation>Go to date…</translation>
    </message>
    <message>
        <source>去某一天、某一版</source>
        <translation>Go to a day and a page</translation>
    </message>
    <message>
        <source>头版墙…</source>
        <translation>Front Pages…</translation>
    </message>
    <message>
        <source>这一天各报的头版，点一张就打开</source>
        <translation>The front pages of all newspapers of this day; a click opens one</translation>
    </message>
    <message>
        <source>往年今日…</source>
        <translation>Same Day in Other Years…</translation>
    </message>
    <message>
        <source>别的年份同月同日的报纸</source>
        <translation>Newspapers of the same month and day in other years</translation>
    </message>
    <message>
        <source>返回目录</source>
        <translation>Back to the contents</translation>
    </message>
    <message>
        <source>接着上次读</source>
        <translation>Go on reading</translation>
    </message>
    <message>
        <source>打开上次读的稿件，翻到读到的地方</source>
        <translation>Open the article you read last, where you stopped</translation>
    </message>
    <message>
        <source>下一篇没读过的</source>
        <translation>Next unread article</translation>
    </message>
    <message>
        <source>读过的稿件…</source>
        <translation>Reading history…</translation>
    </message>
    <message>
        <source>在另一窗口打开这一篇</source>
        <translation>Open in another window</translation>
    </message>
    <message>
        <source>两篇并排对照；在目录和检索结果里点鼠标中键也可以</source>
        <translation>Compare two articles side by side; the middle mouse button in contents and results does the same</translation>
    </message>
    <message>
        <source>看大图…</source>
        <translation>View pictures…</translation>
    </message>
    <message>
        <source>这一篇的图片，放大、缩小、一张张看；在正文里点图片也可以</source>
        <translation>The article&apos;s pictures, one by one, with zoom; or click a picture in the text</translation>
    </message>
    <message>
        <source>我在哪里</source>
        <translation>Where am I</translation>
    </message>
    <message>
        <source>全文检索</source>
        <translation>Search the archive</translation>
    </message>
    <message>
        <source>上一条结果</source>
        <translation>Previous result</translation>
    </message>
    <message>
        <source>下一条结果</source>
        <translation>Next result</translation>
    </message>
    <message>
        <source>转载情况…</source>
        <translation>Reprints…</translation>
    </message>
    <message>
        <source>这一篇还登在哪些报纸上，哪天、哪版、什么标题，逐段对照</source>
        <translation>Which other papers printed this article, when, on which page, under which title, side by side</translation>
    </message>
    <message>
        <source>在本篇中查找</source>
        <translation>Find in this article</translation>
    </message>
    <message>
        <source>上一处</source>
        <translation>Previous match</translation>
    </message>
    <message>
        <source>下一处</source>
        <translation>Next match</translation>
    </message>
    <message>
        <source>保存检索…</source>
        <translation>Save Search…</translation>
    </message>
    <message>
        <source>存下现在的检索，以后看有什么新到的</source>
        <translation>Keep the current search, to see later what is new</translation>
    </message>
    <message>
        <source>我的检索</source>
        <translation>Saved Searches</translation>
    </message>
    <message>
        <source>只看新到的</source>
        <translation>Only What Is New</translation>
    </message>
    <message>
        <source>打开存着的检索时，只列上次看过以后新到的</source>
        <translation>Saved searches list only what came in since you last looked</translation>
    </message>
    <message>
        <source>每日摘要…</source>
        <translation>Daily Digest…</translation>
    </message>
    <message>
        <source>各个存着的检索新到了什么</source>
        <translation>What came in for each saved search</translation>
    </message>
    <message>
        <source>检索报告…</source>
        <translation>Search Report…</translation>
    </message>
    <message>
        <source>怎样查的，收录了什么，各报各年多少篇，一篇篇的出处</source>
        <translation>How it was searched, what the archive holds, counts by newspaper and year, a list with sources</translation>
    </message>
    <message>
        <source>趋势…</source>
        <translation>Trends…</translation>
    </message>
    <message>
        <source>每天、每月、每年有多少篇，几个检索词、几份报纸相比</source>
        <translation>Articles per day, month or year; several searches or newspapers compared</translation>
    </message>
    <message>
        <source>重建检索索引…</source>
        <translation>Rebuild search index…</translation>
    </message>
    <message>
        <source>加星标</source>
        <translation>Star</translation>
    </message>
    <message>
        <source>放进待读</source>
        <translation>Read later</translation>
    </message>
    <message>
        <source>划线</source>
        <translation>Highlight</translation>
    </message>
    <message>
        <source>标出选中的文字</source>
        <translation>Mark the selected words</translation>
    </message>
    <message>
        <source>划线并批注…</source>
        <translation>Highlight with a note…</translation>
    </message>
    <message>
        <source>去掉划线</source>
        <translation>Remove highlight</translation>
    </message>
    <message>
        <source>黄</source>
        <translation>Yellow</translation>
    </message>
    <message>
        <source>绿</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>蓝</source>
        <translation>Blue</translation>
    </message>
    <message>
        <source>红</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>批注这一篇…</source>
        <translation>Note on this article…</translation>
    </message>
    <message>
        <source>标签…</source>
        <translation>Tags…</translation>
    </message>
    <message>
        <source>我的标记</source>
        <translation>My marks</translation>
    </message>
    <message>
        <source>撤销标记和剪报</source>
        <translation>Undo Marks and Clippings</translation>
    </message>
    <message>
        <source>导出标记…</source>
        <translation>Export marks…</translation>
    </message>
    <message>
        <source>导入标记…</source>
        <translation>Import marks…</translation>
    </message>
    <message>
        <source>清除我的标记…</source>
        <translation>Clear my marks…</translation>
    </message>
    <message>
        <source>无痕阅读</source>
        <translation>Private session</translation>
    </message>
    <message>
        <source>从现在起，标记、阅读历史和设置的改动都不留下</source>
        <translation>From now on no marks, reading history or settings are kept</translation>
    </message>
    <message>
        <source>清除痕迹…</source>
        <translation>Clear my traces…</translation>
    </message>
    <message>
        <source>整版适合窗口</source>
        <translation>Fit page</translation>
    </message>
    <message>
        <source>版面适合宽度</source>
        <translation>Fit width</translation>
    </message>
    <message>
        <source>这一篇适合窗口</source>
        <translation>Fit article</translation>
    </message>
    <message>
        <source>缩小版面</source>
        <translation>Zoom page out</translation>
    </message>
    <message>
        <source>放大版面</source>
        <translation>Zoom page in</translation>
    </message>
    <message>
        <source>一次一版</source>
        <translation>One page</translation>
    </message>
    <message>
        <source>各版连续</source>
        <translation>Continuous strip</translation>
    </message>
    <message>
        <source>各版从上到下连成一条；滚轮往下翻，按住 Ctrl 缩放</source>
        <translation>All pages below one another; the wheel scrolls, with Ctrl it zooms</translation>
    </message>
    <message>
        <source>两版对开</source>
        <translation>Two pages side by side</translation>
    </message>
    <message>
        <source>在版面上选文字</source>
        <translation>Select text on the page</translation>
    </message>
    <message>
        <source>在版面图上拖动选文字，Ctrl+C 复制；再点一次回到拖动版面</source>
        <translation>Drag on the page picture to select, Ctrl+C copies; once more to drag the page again</translation>
    </message>
    <message>
        <source>复制版面上选中的文字</source>
        <translation>Copy the text selected on the page</translation>
    </message>
    <message>
        <source>复制这一块为图片</source>
        <translation>Copy this part as a picture</translation>
    </message>
    <message>
        <source>另存版面图…</source>
        <translation>Save page picture…</translation>
    </message>
    <message>
        <source>打开这一版的 PDF</source>
        <translation>Open this page&apos;s PDF</translation>
    </message>
    <message>
        <source>移动这一篇…</source>
        <translation>Move article…</translation>
    </message>
    <message>
        <source>拆成两篇…</source>
        <translation>Split article in two…</translation>
    </message>
    <message>
        <source>与下一篇合成一篇</source>
        <translation>Join with next article</translation>
    </message>
    <message>
        <source>接在另一篇后面…</source>
        <translation>Link as continuation…</translation>
    </message>
    <message>
        <source>不相接</source>
        <translation>Unlink continuation</translation>
    </message>
    <message>
        <source>删除这一篇</source>
        <translation>Delete article</translation>
    </message>
    <message>
        <source>移动这一版…</source>
        <translation>Move page…</translation>
    </message>
    <message>
        <source>删除这一版</source>
        <translation>Delete page</translation>
    </message>
    <message>
        <source>移到别的报纸或日期…</source>
        <translation>Move issue…</translation>
    </message>
    <message>
        <source>删除这一期</source>
        <translation>Delete issue</translation>
    </message>
    <message>
        <source>并入另一份报纸…</source>
        <translation>Merge into another paper…</translation>
    </message>
    <message>
        <source>报纸和日历</source>
        <translation>Papers and calendar</translation>
    </message>
    <message>
        <source>版面栏</source>
        <translation>Page column</translation>
    </message>
    <message>
        <source>文章栏</source>
        <translation>Article column</translation>
    </message>
    <message>
        <source>版面图</source>
        <translation>Page picture</translation>
    </message>
    <message>
        <source>本期目录</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>竖排</source>
        <translation>Vertical</translation>
    </message>
    <message>
        <source>正文竖排，从右往左读；空格、滚轮、← 翻页</source>
        <translation>Set the text vertically, read from right to left; Space, the wheel and ← turn the page</translation>
    </message>
    <message>
        <source>全屏</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>放大字号</source>
        <translation>Larger text</translation>
    </message>
    <message>
        <source>缩小字号</source>
        <translation>Smaller text</translation>
    </message>
    <message>
        <source>默认字号</source>
        <translation>Default size</translation>
    </message>
    <message>
        <source>小</source>
        <translation>S</translation>
    </message>
    <message>
        <source>中</source>
        <translation>M</translation>
    </message>
    <message>
        <source>大</source>
        <translation>L</translation>
    </message>
    <message>
        <source>放大界面</source>
        <translation>Larger interface</translation>
    </message>
    <message>
        <source>字、图标、间距一起放大；程序重新打开，回到同一处</source>
        <translation>Text, icons and spacing grow together; the program reopens at the same place</translation>
    </message>
    <message>
        <source>缩小界面</source>
        <translation>Smaller interface</translation>
    </message>
    <message>
        <source>原文和转换切换</source>
        <translation>Switch original / converted</translation>
    </message>
    <message>
        <source>正文在原文和简体、繁体之间切换；只换显示，存的不变</source>
        <translation>Switch the text between the original and simplified or traditional characters; only the display changes, not what is kept</translation>
    </message>
    <message>
        <source>原文</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>简体</source>
        <translation>Simplified</translation>
    </message>
    <message>
        <source>繁体</source>
        <translation>Traditional</translation>
    </message>
    <message>
        <source>繁体，香港字形</source>
        <translation>Traditional, Hong Kong forms</translation>
    </message>
    <message>
        <source>繁体，台湾用词</source>
        <translation>Traditional, words of Taiwan</translation>
    </message>
    <message>
        <source>不注音</source>
        <translation>No pinyin</translation>
    </message>
    <message>
        <source>生僻字注音</source>
        <translation>Over rare characters</translation>
    </message>
    <message>
        <source>全部注音</source>
        <translation>Over all characters</translation>
    </message>
    <message>
        <source>这个字怎么读</source>
        <translation>How is this read?</translation>
    </message>
    <message>
        <source>光标处的字或选中的词的读音；按住 Alt 点一个字也行</source>
        <translation>The reading of the character at the cursor or of the selected word; or hold Alt and click a character</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>护眼</source>
        <translation>Sepia</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>高对比</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>收录情况…</source>
        <translation>Coverage…</translation>
    </message>
    <message>
        <source>收到哪些期、缺哪些期和版面</source>
        <translation>Issues kept, issues and pages missing</translation>
    </message>
    <message>
        <source>重读原件…</source>
        <translation>Read originals again…</translation>
    </message>
    <message>
        <source>用现在的导入器重新读存着的原件，先看会变什么</source>
        <translation>Read the stored originals with the present importers; see first what would change</translation>
    </message>
    <message>
        <source>档案库的健康…</source>
        <translation>Health of the archive…</translation>
    </message>
    <message>
        <source>核对、备份、索引和磁盘的情况</source>
        <translation>Checks, backups, index and disk</translation>
    </message>
    <message>
        <source>使用说明</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>复制诊断信息</source>
        <translation>Copy diagnostics</translation>
    </message>
    <message>
        <source>版本、系统、档案库状态和日志末尾，没有稿件内容；求助时贴给别人看</source>
        <translation>Version, system, state of the archive and end of the log, no articles: to paste where you ask for help</translation>
    </message>
    <message>
        <source>打开日志文件夹</source>
        <translation>Open log folder</translation>
    </message>
    <message>
        <source>关于电子报阅读机</source>
        <translation>About Dianzibao</translation>
    </message>
    <message>
        <source>往下翻；到了末尾，下一篇</source>
        <translation>Scroll down; at the end, next article</translation>
    </message>
    <message>
        <source>往上翻；到了开头，上一篇</source>
        <translation>Scroll up; at the beginning, previous article</translation>
    </message>
    <message>
        <source>在版面图上：下一块、上一块；打开</source>
        <translation>On the page: next, previous article; open</translation>
    </message>
    <message>
        <source>在版面图上：放大、缩小、整版</source>
        <translation>On the page: zoom in, out, whole page</translation>
    </message>
    <message>
        <source>选文字时：全选、复制</source>
        <translation>While selecting text: all, copy</translation>
    </message>
    <message>
        <source>文章里放大、缩小字号</source>
        <translation>In the article: larger, smaller text</translation>
    </message>
    <message>
        <source>剪下</source>
        <translation>Clip</translation>
    </message>
    <message>
        <source>把选中的文字（没有选中就是这一篇）剪进剪报本</source>
        <translation>Clip the selected words (or the article) into the clipping book</translation>
    </message>
    <message>
        <source>剪下版面上这一块</source>
        <translation>Clip This Area of the Page</translation>
    </message>
    <message>
        <source>把这一篇在版面图上的样子剪进剪报本</source>
        <translation>Clip the article as it stands on the page picture</translation>
    </message>
    <message>
        <source>剪报本</source>
        <translation>Clipping book</translation>
    </message>
    <message>
        <source>打开或收起剪报本；稿件、选中的文字、版面上的一块都可以拖进去</source>
        <translation>Show or hide the clipping books; articles, selected words and areas of pages can be dragged in</translation>
    </message>
    <message>
        <source>新建剪报本…</source>
        <translation>New Clipping Book…</translation>
    </message>
    <message>
        <source>给剪报本改名…</source>
        <translation>Rename the Book…</translation>
    </message>
    <message>
        <source>删除这一本</source>
        <translation>Delete the Book</translation>
    </message>
    <message>
        <source>导出这一本…</source>
        <translation>Export the Book…</translation>
    </message>
    <message>
        <source>写成 Word、PDF、网页、电子书、Markdown 或 JSON，每条都有出处和原件的校验和</source>
        <translation>As Word, PDF, HTML, EPUB, Markdown or JSON, each clipping with its source and the checksum of the original</translation>
    </message>
    <message>
        <source>核对这一本…</source>
        <translation>Verify the Book…</translation>
    </message>
    <message>
        <source>原件还在不在、变没变，文字还是不是剪下时那样</source>
        <translation>Are the originals there and unchanged, and do the articles still say what was clipped</translation>
    </message>
    <message>
        <source>核对导出的剪报本…</source>
        <translation>Verify an Exported Book…</translation>
    </message>
    <message>
        <source>用导出的 JSON 或网页核对</source>
        <translation>From an exported JSON or HTML file</translation>
    </message>
    <message>
        <source>清除全部剪报…</source>
        <translation>Clear All Clippings…</translation>
    </message>
    <message>
        <source>从光标处（没有就从标题）朗读这一篇；再按一次暂停</source>
        <translation>Read this article aloud from the cursor (or from its title); once more to pause</translation>
    </message>
    <message>
        <source>朗读这一版</source>
        <translation>Read this page aloud</translation>
    </message>
    <message>
        <source>朗读整期</source>
        <translation>Read the whole issue aloud</translation>
    </message>
    <message>
        <source>上一句</source>
        <translation>Previous sentence</translation>
    </message>
    <message>
        <source>下一句</source>
        <translation>Next sentence</translation>
    </message>
    <message>
        <source>停止朗读</source>
        <translation>Stop reading</translation>
    </message>
    <message>
        <source>读音…</source>
        <translation>Readings…</translation>
    </message>
    <message>
        <source>念错的词怎么念</source>
        <translation>How to say words that the voice gets wrong</translation>
    </message>
</context>
<context>
    <name>app</name>
    <message>
        <source>无痕阅读结束后再换界面大小</source>
        <translation>The interface size can be changed after the private session</translation>
    </message>
    <message>
        <source>界面大小下次打开时生效</source>
        <translation>The interface size takes effect the next time the program is opened</translation>
    </message>
    <message>
        <source>导入完毕后生效</source>
        <translation>It takes effect when the import is done</translation>
    </message>
    <message>
        <source>打不开档案库</source>
        <translation>The archive cannot be opened</translation>
    </message>
</context>
<context>
    <name>clippings</name>
    <message>
        <source>整篇</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Words</translation>
    </message>
    <message>
        <source>版面</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>相符</source>
        <translation>Same</translation>
    </message>
    <message>
        <source>变了</source>
        <translation>Changed</translation>
    </message>
    <message>
        <source>不在</source>
        <translation>Gone</translation>
    </message>
    <message>
        <source>批注：{text}</source>
        <translation>Note: {text}</translation>
    </message>
    <message>
        <source>{finding} {n} 条</source>
        <translation>{finding}: {n}</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>coverage</name>
    <message>
        <source>全</source>
        <translation>✓</translation>
    </message>
    <message>
        <source>缺</source>
        <translation>!</translation>
    </message>
    <message>
        <source>无</source>
        <translation>–</translation>
    </message>
    <message>
        <source>？</source>
        <translation>?</translation>
    </message>
    <message>
        <source>收全</source>
        <translation>complete</translation>
    </message>
    <message>
        <source>不全</source>
        <translation>incomplete</translation>
    </message>
    <message>
        <source>不出报</source>
        <translation>no issue due</translation>
    </message>
    <message>
        <source>不知是否出报</source>
        <translation>not known whether one is due</translation>
    </message>
    <message>
        <source>{n} 种版本</source>
        <translation>{n} editions</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>应有一期，没有收到</source>
        <translation>due, not received</translation>
    </message>
    <message>
        <source>缺第{names}版</source>
        <translation>page {names} missing</translation>
    </message>
    <message>
        <source>第{names}版没有稿件</source>
        <translation>page {names} without articles</translation>
    </message>
    <message>
        <source>来源提到而没有带来：{names}</source>
        <translation>named by the source but not in it: {names}</translation>
    </message>
    <message>
        <source>第{names}版只有版面图</source>
        <translation>page {names} as picture only</translation>
    </message>
    <message>
        <source>{names}前后，不知是否出报</source>
        <translation>around {names}, not known whether one is due</translation>
    </message>
    <message>
        <source>{first} 至 {last}</source>
        <translation>{first} to {last}</translation>
    </message>
    <message>
        <source>没有收到任何一期，应有几期不详</source>
        <translation>none kept, not known how many are due</translation>
    </message>
    <message>
        <source>应有 {due} 期，收 {kept} 期</source>
        <translation>kept {kept} of {due} issues</translation>
    </message>
    <message>
        <source>（缺 {days}）</source>
        <translation> (missing {days})</translation>
    </message>
    <message>
        <source>其中 {n} 期缺版</source>
        <translation>{n} with pages missing</translation>
    </message>
    <message>
        <source>另有 {n} 天不详</source>
        <translation>days unknown: {n}</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source> 等 {n} 期</source>
        <translation> and more, {n} in all</translation>
    </message>
</context>
<context>
    <name>diagnostics</name>
    <message>
        <source>诊断信息已复制，可以贴进邮件或聊天里；其中没有稿件内容</source>
        <translation>Diagnostics copied: paste them into a mail or a chat; they hold no articles</translation>
    </message>
    <message>
        <source>还没有日志：到现在没有出过错</source>
        <translation>No log yet: nothing has gone wrong so far</translation>
    </message>
    <message>
        <source>请把诊断信息复制下来，发给帮忙的人。已收的报纸不受影响。</source>
        <translation>Please copy the diagnostics and send them to whoever helps you. The newspapers you keep are not affected.</translation>
    </message>
    <message>
        <source>复制诊断信息</source>
        <translation>Copy diagnostics</translation>
    </message>
</context>
<context>
    <name>exporting</name>
    <message>
        <source>一个文件夹，用浏览器打开其中的 index.html，不用联网；版面图上点得到稿件</source>
        <translation>A folder; open its index.html in a browser, without a network; articles can be clicked on the page pictures</translation>
    </message>
    <message>
        <source>阅读机版式的文字，可以再导入</source>
        <translation>Text in the layout of the reading machine; can be imported again</translation>
    </message>
    <message>
        <source>一篇一行，可以再导入</source>
        <translation>A row for each article; can be imported again</translation>
    </message>
    <message>
        <source>HTML 网站</source>
        <translation>HTML site</translation>
    </message>
    <message>
        <source>EPUB 电子书</source>
        <translation>EPUB e-book</translation>
    </message>
    <message>
        <source>目录是版面和稿件，第一版的版面图作封面；可以再导入</source>
        <translation>Pages and articles as contents, the first page&apos;s picture as cover; can be imported again</translation>
    </message>
    <message>
        <source>A4，字体嵌在文件里，文字可以复制；每页注明出处</source>
        <translation>A4, fonts embedded, text that can be copied; every page says where it is from</translation>
    </message>
    <message>
        <source>Word 文档</source>
        <translation>Word document</translation>
    </message>
    <message>
        <source>DOCX，可以再改；标题是 Word 的标题样式，前面有目录</source>
        <translation>DOCX, to be edited further; titles use Word&apos;s heading styles, contents at the front</translation>
    </message>
    <message>
        <source>Markdown，每篇一个文件</source>
        <translation>Markdown, a file for each article</translation>
    </message>
    <message>
        <source>一个文件夹，按报纸和日期分开，图片在旁边</source>
        <translation>A folder, by paper and date, with the pictures beside</translation>
    </message>
    <message>
        <source>Markdown，一个文件</source>
        <translation>Markdown, one file</translation>
    </message>
    <message>
        <source>图片放在旁边的文件夹里</source>
        <translation>Pictures lie in a folder beside it</translation>
    </message>
    <message>
        <source>阅读机文本，每篇一个文件</source>
        <translation>Reading-machine text, a file for each article</translation>
    </message>
    <message>
        <source>阅读机文本，一个文件</source>
        <translation>Reading-machine text, one file</translation>
    </message>
    <message>
        <source>CSV 表格</source>
        <translation>CSV table</translation>
    </message>
    <message>
        <source>这一篇</source>
        <translation>This article</translation>
    </message>
    <message>
        <source>没有打开稿件</source>
        <translation>no article is open</translation>
    </message>
    <message>
        <source>这一篇：{name}</source>
        <translation>This article: {name}</translation>
    </message>
    <message>
        <source>这一版的文章</source>
        <translation>This page&apos;s articles</translation>
    </message>
    <message>
        <source>没有打开版面</source>
        <translation>no page is open</translation>
    </message>
    <message>
        <source>这一版没有文章</source>
        <translation>no article on this page</translation>
    </message>
    <message>
        <source>这一版的文章：{name}</source>
        <translation>This page&apos;s articles: {name}</translation>
    </message>
    <message>
        <source>这一期</source>
        <translation>This issue</translation>
    </message>
    <message>
        <source>没有打开有稿件的一期</source>
        <translation>no issue with articles is open</translation>
    </message>
    <message>
        <source>这一期：{name}</source>
        <translation>This issue: {name}</translation>
    </message>
    <message>
        <source>这份报纸的几期</source>
        <translation>Issues of this paper</translation>
    </message>
    <message>
        <source>没有打开报纸</source>
        <translation>no paper is open</translation>
    </message>
    <message>
        <source>这份报纸的几期：{name}</source>
        <translation>Issues of this paper: {name}</translation>
    </message>
    <message>
        <source>检索结果</source>
        <translation>Search results</translation>
    </message>
    <message>
        <source>没有检索结果</source>
        <translation>there are none</translation>
    </message>
    <message>
        <source>检索结果：“{query}”，{n} 篇</source>
        <translation>Search results: &quot;{query}&quot;, {n} articles</translation>
    </message>
</context>
<context>
    <name>filing</name>
    <message>
        <source>报纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>要写报纸名</source>
        <translation>Give the name of a paper</translation>
    </message>
    <message>
        <source>日期写成 2025、2025-08 或 2025-08-28</source>
        <translation>Write dates as 2025, 2025-08 or 2025-08-28</translation>
    </message>
    <message>
        <source>版面写成 1、A06 或 第A06版</source>
        <translation>Write pages as 1 or A06</translation>
    </message>
    <message>
        <source>那里已有一期：{size}。</source>
        <translation>An issue is there already ({size}).</translation>
    </message>
    <message>
        <source>第{label}版已有 {n} 篇。</source>
        <translation> Page {label} has {n} art.</translation>
    </message>
    <message>
        <source>没有第{label}版。</source>
        <translation> It has no page {label}.</translation>
    </message>
    <message>
        <source>那里还没有报纸。</source>
        <translation>No issue is there yet.</translation>
    </message>
    <message>
        <source>（没有版次名的一期）</source>
        <translation>(one without a name)</translation>
    </message>
    <message>
        <source>那一天已有：{editions}。</source>
        <translation>Editions of that day: {editions}.</translation>
    </message>
</context>
<context>
    <name>health</name>
    <message>
        <source>时间不明</source>
        <translation>at an unknown time</translation>
    </message>
    <message>
        <source>一天之内</source>
        <translation>within a day</translation>
    </message>
    <message>
        <source>{n} 天前</source>
        <translation>{n} day(s) ago</translation>
    </message>
    <message>
        <source>核对发现 {n} 处丢失或损坏</source>
        <translation>Check found {n} lost or damaged</translation>
    </message>
    <message>
        <source>磁盘只剩 {room}</source>
        <translation>Only {room} free</translation>
    </message>
    <message>
        <source>还没有备份</source>
        <translation>No backup yet</translation>
    </message>
    <message>
        <source>上次备份不完整</source>
        <translation>Last backup incomplete</translation>
    </message>
    <message>
        <source>备份：{when}</source>
        <translation>Backup: {when}</translation>
    </message>
    <message>
        <source>核对：{when}</source>
        <translation>Check: {when}</translation>
    </message>
    <message>
        <source>从未</source>
        <translation>never</translation>
    </message>
    <message>
        <source>索引差 {n} 处</source>
        <translation>Index behind by {n}</translation>
    </message>
    <message>
        <source>索引一致</source>
        <translation>Index up to date</translation>
    </message>
    <message>
        <source>剩余 {room}</source>
        <translation>{room} free</translation>
    </message>
    <message>
        <source>有无和长度：{quick}。逐字节：{full}。</source>
        <translation>Presence and size: {quick}. Every byte: {full}.</translation>
    </message>
    <message>
        <source>逐字节核对停在半路，再开始就接着做。</source>
        <translation> A check of every byte was stopped; starting it again goes on from there.</translation>
    </message>
    <message>
        <source>还没有备份。硬盘总有坏的一天：请备份到另一块硬盘或网络文件夹。</source>
        <translation>No backup yet. Every disk fails one day: back up to another disk or a network folder.</translation>
    </message>
    <message>
        <source>试恢复完好</source>
        <translation>trial restore sound</translation>
    </message>
    <message>
        <source>不完整，请再备份一次</source>
        <translation>incomplete, please back up again</translation>
    </message>
    <message>
        <source>{when}，在 {folder}，{state}。</source>
        <translation>{when}, in {folder}, {state}.</translation>
    </message>
    <message>
        <source>{time}，{n} 期</source>
        <translation>{time}, {n} issues</translation>
    </message>
    <message>
        <source>{backup}，没有试恢复成功</source>
        <translation>{backup}, trial restore not passed</translation>
    </message>
    <message>
        <source>与档案库一致。</source>
        <translation>Up to date.</translation>
    </message>
    <message>
        <source>{n} 处变动还没有进检索索引。</source>
        <translation>{n} change(s) not indexed yet.</translation>
    </message>
    <message>
        <source>剩余 {room}。</source>
        <translation>{room} free.</translation>
    </message>
    <message>
        <source>快满了，导入和备份会停下。</source>
        <translation> Nearly full: imports and backups will stop.</translation>
    </message>
    <message>
        <source>{n} 处丢失或损坏</source>
        <translation>{n} lost or damaged</translation>
    </message>
    <message>
        <source>没有丢失，{n} 处可留意</source>
        <translation>nothing lost, {n} finding(s)</translation>
    </message>
    <message>
        <source>完好</source>
        <translation>all well</translation>
    </message>
</context>
<context>
    <name>hearing</name>
    <message>
        <source>清除</source>
        <translation>Clear</translation>
    </message>
</context>
<context>
    <name>jobs</name>
    <message>
        <source>程序出了意外的问题（{kind}），详情已写入日志。</source>
        <translation>Something unexpected happened ({kind}); the log has the details.</translation>
    </message>
</context>
<context>
    <name>marks</name>
    <message>
        <source>星标</source>
        <translation>Star</translation>
    </message>
    <message>
        <source>待读</source>
        <translation>Read later</translation>
    </message>
    <message>
        <source>划线</source>
        <translation>Highlight</translation>
    </message>
    <message>
        <source>批注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>{kind}：{text}</source>
        <translation>{kind}: {text}</translation>
    </message>
    <message>
        <source>{n} 处划线的文字已经不在了</source>
        <translation>{n} highlights whose words are gone</translation>
    </message>
</context>
<context>
    <name>pasting</name>
    <message>
        <source>粘贴的图片</source>
        <translation>Pasted picture</translation>
    </message>
    <message>
        <source>粘贴的网页</source>
        <translation>Pasted web page</translation>
    </message>
    <message>
        <source>粘贴的文字</source>
        <translation>Pasted text</translation>
    </message>
</context>
<context>
    <name>relations</name>
    <message>
        <source>识别文字</source>
        <translation>OCR</translation>
    </message>
    <message>
        <source>未确认</source>
        <translation>Unsure</translation>
    </message>
    <message>
        <source>这一页的样式不认识，稿件的起止和标题是推测的，或者整版文字收作了一篇；请以版面图为准。</source>
        <translation>The form of this page is not known: where articles begin and end and their titles are guesses, or the whole page is one article. Trust the page picture.</translation>
    </message>
    <message>
        <source>文字是从图片上识别的，可能有错字；请以版面图为准。</source>
        <translation>The text was recognised from a picture and may have errors. Trust the page picture.</translation>
    </message>
    <message>
        <source>本期未确认</source>
        <translation>Issue unsure</translation>
    </message>
    <message>
        <source>这一期的来源样式不认识，版面和稿件是推测的。</source>
        <translation>The form of this issue&apos;s source is not known: its pages and articles are guesses.</translation>
    </message>
    <message>
        <source>↪ 同第{label}版</source>
        <translation>↪ as on page {label}</translation>
    </message>
    <message>
        <source>↪ 接第{label}版</source>
        <translation>↪ from page {label}</translation>
    </message>
    <message>
        <source>以下接第{label}版</source>
        <translation>Continued on page {label}</translation>
    </message>
    <message>
        <source>这一段转入第{label}版</source>
        <translation>This paragraph runs on to page {label}</translation>
    </message>
    <message>
        <source>接第{label}版</source>
        <translation>Continued on page {label}</translation>
    </message>
    <message>
        <source>上接第{label}版</source>
        <translation>Continued from page {label}</translation>
    </message>
    <message>
        <source>同稿：第{label}版</source>
        <translation>Same article: page {label}</translation>
    </message>
    <message>
        <source>导读自第{label}版</source>
        <translation>Teaser: page {label}</translation>
    </message>
    <message>
        <source>全文：第{label}版</source>
        <translation>Full text: page {label}</translation>
    </message>
    <message>
        <source>可能接第{label}版</source>
        <translation>Continued on page {label}?</translation>
    </message>
    <message>
        <source>可能上接第{label}版</source>
        <translation>Continued from page {label}?</translation>
    </message>
    <message>
        <source>可能同稿：第{label}版</source>
        <translation>Same article as on page {label}?</translation>
    </message>
    <message>
        <source>可能导读自第{label}版</source>
        <translation>Teaser on page {label}?</translation>
    </message>
    <message>
        <source>全文可能在第{label}版</source>
        <translation>Full text on page {label}?</translation>
    </message>
    <message>
        <source>下转第{label}版：那一版上没有找到下文</source>
        <translation>To page {label}: no continuation found there</translation>
    </message>
    <message>
        <source>上接第{label}版：那一版上没有找到上文</source>
        <translation>From page {label}: no beginning found there</translation>
    </message>
    <message>
        <source>下转第{label}版：这一版不在档案库里</source>
        <translation>To page {label}: not in the archive</translation>
    </message>
    <message>
        <source>上接第{label}版：这一版不在档案库里</source>
        <translation>From page {label}: not in the archive</translation>
    </message>
</context>
<context>
    <name>reprints</name>
    <message>
        <source>另有 {n} 家刊登</source>
        <translation>also in other papers: {n}</translation>
    </message>
    <message>
        <source>本报另登 {n} 次</source>
        <translation>{n} more times in this paper</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>这一篇</source>
        <translation>this one</translation>
    </message>
    <message>
        <source>同一稿</source>
        <translation>same</translation>
    </message>
    <message>
        <source>摘登</source>
        <translation>extract</translation>
    </message>
    <message>
        <source>摘自这篇</source>
        <translation>taken from it</translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>{n} 篇</source>
        <translation>{n}</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{year}年</source>
        <translation>{year}</translation>
    </message>
    <message>
        <source>{year}年{month}月</source>
        <translation>{year}-{month:02}</translation>
    </message>
    <message>
        <source>{year}年{month}月{day}日</source>
        <translation>{year}-{month:02}-{day:02}</translation>
    </message>
    <message>
        <source>{first} 至 {last}</source>
        <translation>{first} to {last}</translation>
    </message>
    <message>
        <source>{first}起</source>
        <translation>from {first}</translation>
    </message>
    <message>
        <source>{last}为止</source>
        <translation>until {last}</translation>
    </message>
    <message>
        <source>报纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>年月</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>版次</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>作者</source>
        <translation>Byline</translation>
    </message>
    <message>
        <source>版名</source>
        <translation>Page name</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>头版</source>
        <translation>Front page</translation>
    </message>
    <message>
        <source>头条</source>
        <translation>Lead article</translation>
    </message>
    <message>
        <source>有图</source>
        <translation>With pictures</translation>
    </message>
    <message>
        <source>新到的</source>
        <translation>new</translation>
    </message>
    <message>
        <source>{name}：{value}</source>
        <translation>{name}: {value}</translation>
    </message>
    <message>
        <source>合起来：{n} 篇</source>
        <translation>All together: {n} articles</translation>
    </message>
    <message>
        <source>只因“{name}”这一条少了 {n} 篇</source>
        <translation>&quot;{name}&quot; alone takes away {n}</translation>
    </message>
    <message>
        <source>“{word}”：{n} 篇有</source>
        <translation>&quot;{word}&quot;: {n} articles</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>宋体（随程序）</source>
        <translation>Song (shipped)</translation>
    </message>
    <message>
        <source>黑体（随程序）</source>
        <translation>Hei (shipped)</translation>
    </message>
    <message>
        <source>选择…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>正文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>阅读</source>
        <translation>Reading</translation>
    </message>
    <message>
        <source>朗读</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>版面</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>检索</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>导入</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>索引</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>备份</source>
        <translation>Backup</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>配色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>界面大小</source>
        <translation>Interface size</translation>
    </message>
    <message>
        <source>记住读过哪些稿件、读到哪里</source>
        <translation>Remember what was read, and how far</translation>
    </message>
    <message>
        <source>正文字号</source>
        <translation>Font size of the text</translation>
    </message>
    <message>
        <source>行距</source>
        <translation>Line height</translation>
    </message>
    <message>
        <source>一行最多</source>
        <translation>Line length</translation>
    </message>
    <message>
        <source>正文字体</source>
        <translation>Font of the text</translation>
    </message>
    <message>
        <source>正文用字</source>
        <translation>Characters of the text</translation>
    </message>
    <message>
        <source>注音</source>
        <translation>Pinyin</translation>
    </message>
    <message>
        <source>正文竖排</source>
        <translation>Vertical text</translation>
    </message>
    <message>
        <source>语速</source>
        <translation>Speed</translation>
    </message>
    <message>
        <source>显示版面图</source>
        <translation>Show the page picture</translation>
    </message>
    <message>
        <source>版面的排法</source>
        <translation>How pages are laid out</translation>
    </message>
    <message>
        <source>显示本期目录</source>
        <translation>Show the contents</translation>
    </message>
    <message>
        <source>画一张版面图最多等</source>
        <translation>Drawing a page picture, at most</translation>
    </message>
    <message>
        <source>画版面图最多用内存</source>
        <translation>Memory for drawing pages, at most</translation>
    </message>
    <message>
        <source>识别没有文字的版面图（要装文字识别组件）</source>
        <translation>Recognise text on page pictures that have none (needs the OCR package)</translation>
    </message>
    <message>
        <source>读一个文件最多等</source>
        <translation>Reading a file, at most</translation>
    </message>
    <message>
        <source>读一个文件最多用内存</source>
        <translation>Memory for reading a file, at most</translation>
    </message>
    <message>
        <source>一期连同图片最多</source>
        <translation>An issue with its pictures, at most</translation>
    </message>
    <message>
        <source>一个文件里最多读出</source>
        <translation>Read from one file, at most</translation>
    </message>
    <message>
        <source>编检索索引大约用内存</source>
        <translation>Memory for indexing, about</translation>
    </message>
    <message>
        <source>结果的次序</source>
        <translation>Order of results</translation>
    </message>
    <message>
        <source>转载的稿件合并成一条</source>
        <translation>Reprints as one result</translation>
    </message>
    <message>
        <source>打开存着的检索时只列新到的</source>
        <translation>Saved searches list only what is new</translation>
    </message>
    <message>
        <source>备份放在</source>
        <translation>Backups in</translation>
    </message>
    <message>
        <source>每几天自动备份（0 为不备份）</source>
        <translation>Back up every (0: never)</translation>
    </message>
    <message>
        <source>像素</source>
        <translation>px</translation>
    </message>
    <message>
        <source>倍</source>
        <translation>×</translation>
    </message>
    <message>
        <source>字</source>
        <translation>characters</translation>
    </message>
    <message>
        <source>秒</source>
        <translation>s</translation>
    </message>
    <message>
        <source>份</source>
        <translation>items</translation>
    </message>
    <message>
        <source>天</source>
        <translation>days</translation>
    </message>
    <message>
        <source>原文</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>简体</source>
        <translation>Simplified</translation>
    </message>
    <message>
        <source>繁体</source>
        <translation>Traditional</translation>
    </message>
    <message>
        <source>繁体，香港字形</source>
        <translation>Traditional, Hong Kong forms</translation>
    </message>
    <message>
        <source>繁体，台湾用词</source>
        <translation>Traditional, words of Taiwan</translation>
    </message>
    <message>
        <source>不注音</source>
        <translation>No pinyin</translation>
    </message>
    <message>
        <source>生僻字注音</source>
        <translation>Over rare characters</translation>
    </message>
    <message>
        <source>全部注音</source>
        <translation>Over all characters</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>护眼</source>
        <translation>Sepia</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>高对比</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>一次一版</source>
        <translation>One page</translation>
    </message>
    <message>
        <source>各版连续</source>
        <translation>Continuous strip</translation>
    </message>
    <message>
        <source>两版对开</source>
        <translation>Two pages side by side</translation>
    </message>
    <message>
        <source>最相关</source>
        <translation>Most relevant</translation>
    </message>
    <message>
        <source>新近相关</source>
        <translation>Relevant and recent</translation>
    </message>
    <message>
        <source>最新</source>
        <translation>Newest</translation>
    </message>
    <message>
        <source>最早</source>
        <translation>Oldest</translation>
    </message>
</context>
<context>
    <name>speech</name>
    <message>
        <source>{name} 没有中文语音，请安装它的中文数据（espeak-ng-data）。</source>
        <translation>{name} has no Chinese voice; please install its Chinese data (espeak-ng-data).</translation>
    </message>
    <message>
        <source>没有能朗读的语音，请先安装 espeak-ng（sudo apt install espeak-ng）。</source>
        <translation>There is no voice; please install espeak-ng first (sudo apt install espeak-ng).</translation>
    </message>
    <message>
        <source>朗读程序 {name} 出了问题。</source>
        <translation>The voice program {name} failed.</translation>
    </message>
    <message>
        <source>朗读程序 {name} 启动不了。</source>
        <translation>The voice program {name} does not start.</translation>
    </message>
    <message>
        <source>朗读出了问题：{reason}</source>
        <translation>Reading aloud failed: {reason}</translation>
    </message>
    <message>
        <source>朗读程序 {name} 没有念出声来，可能没有声音设备。</source>
        <translation>The voice program {name} was not heard; there may be no sound device.</translation>
    </message>
</context>
<context>
    <name>tools</name>
    <message>
        <source>上一篇</source>
        <translation>‹ Article</translation>
    </message>
    <message>
        <source>下一篇</source>
        <translation>Article ›</translation>
    </message>
    <message>
        <source>上一版</source>
        <translation>‹ Page</translation>
    </message>
    <message>
        <source>下一版</source>
        <translation>Page ›</translation>
    </message>
    <message>
        <source>上一期</source>
        <translation>‹ Issue</translation>
    </message>
    <message>
        <source>下一期</source>
        <translation>Issue ›</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>整版</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>适宽</source>
        <translation>Width</translation>
    </message>
    <message>
        <source>－</source>
        <translation>−</translation>
    </message>
    <message>
        <source>＋</source>
        <translation>+</translation>
    </message>
    <message>
        <source>单版</source>
        <translation>One</translation>
    </message>
    <message>
        <source>连续</source>
        <translation>Strip</translation>
    </message>
    <message>
        <source>对开</source>
        <translation>Two</translation>
    </message>
    <message>
        <source>选文字</source>
        <translation>Select</translation>
    </message>
    <message>
        <source>报纸</source>
        <translation>Papers</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>剪报</source>
        <translation>Clippings</translation>
    </message>
</context>
<context>
    <name>typeset</name>
    <message>
        <source>重排</source>
        <translation>Typeset</translation>
    </message>
    <message>
        <source>重排版面：没有版面图，由本机按稿件重新排成，不是报纸原样。</source>
        <translation>Typeset by this program from the articles; not the newspaper&apos;s own page.</translation>
    </message>
    <message>
        <source>这一版没有稿件</source>
        <translation>No articles on this page</translation>
    </message>
    <message>
        <source>（全文见右侧稿件）</source>
        <translation>(full text at the right)</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>第{label}版</source>
        <translation>Page {label}</translation>
    </message>
    <message>
        <source>无日期</source>
        <translation>no date</translation>
    </message>
    <message>
        <source>{index}/{total} 篇</source>
        <translation>article {index}/{total}</translation>
    </message>
    <message>
        <source>报纸</source>
        <translation>Newspapers</translation>
    </message>
    <message>
        <source>文件资料</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>{n} 期</source>
        <translation>issues: {n}</translation>
    </message>
    <message>
        <source>{n} 个日期</source>
        <translation>dates: {n}</translation>
    </message>
    <message>
        <source>没读过</source>
        <translation>unread</translation>
    </message>
    <message>
        <source>{pages} 版 · {articles} 篇</source>
        <translation>{pages} pp. · {articles} art.</translation>
    </message>
    <message>
        <source>{articles} 篇</source>
        <translation>{articles} art.</translation>
    </message>
    <message>
        <source>读完</source>
        <translation>all</translation>
    </message>
    <message>
        <source>阅读历史：{n} 篇读过的稿件，各读到哪里</source>
        <translation>Reading history: {n} articles and how far each was read</translation>
    </message>
    <message>
        <source>检索历史：{n} 条查过的词</source>
        <translation>Search history: {n} searches</translation>
    </message>
    <message>
        <source>打开过的档案库：{n} 个</source>
        <translation>Archives opened: {n}</translation>
    </message>
    <message>
        <source>上次打开的报纸、窗口关上时的样子、各报版面的放大倍数：{n} 项</source>
        <translation>Paper opened last, the window as it was left, zoom of each paper&apos;s pages: {n}</translation>
    </message>
    <message>
        <source>已清除 {n} 项痕迹</source>
        <translation>{n} traces cleared</translation>
    </message>
</context>
</TS>
