<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ColumnGuess</name>
    <message>
        <source>%1 % found</source>
        <translation>找到 %1 %</translation>
    </message>
    <message>
        <source>%1 different in %2 rows</source>
        <translation>%2 行中 %1 个不同</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 个值</translation>
    </message>
    <message>
        <source>%1 empty</source>
        <translation>%1 个为空</translation>
    </message>
    <message>
        <source>%1 formulas without a result</source>
        <translation>%1 个公式没有结果</translation>
    </message>
</context>
<context>
    <name>ColumnRole</name>
    <message>
        <source>not imported</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>exam or visit</source>
        <translation>检查或就诊</translation>
    </message>
    <message>
        <source>date of the exam</source>
        <translation>检查日期</translation>
    </message>
    <message>
        <source>age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>site</source>
        <translation>院区</translation>
    </message>
    <message>
        <source>split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>left eye (OS)</source>
        <translation>左眼（OS）</translation>
    </message>
    <message>
        <source>right eye (OD)</source>
        <translation>右眼（OD）</translation>
    </message>
    <message>
        <source>photograph of one eye</source>
        <translation>单眼照片</translation>
    </message>
    <message>
        <source>which eye</source>
        <translation>哪只眼</translation>
    </message>
    <message>
        <source>report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>report of the left eye</source>
        <translation>左眼报告</translation>
    </message>
    <message>
        <source>report of the right eye</source>
        <translation>右眼报告</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>one class of a multi-label set</source>
        <translation>多标签集的一个类别</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>评论</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>retclip: the RET-CLIP workstation without a window

usage: retclip VERB …   (retclip VERB --help for its options)

</source>
        <translation>retclip：不带窗口的 RET-CLIP 工作站

用法：retclip 动词 …   （retclip 动词 --help 查看其选项）

</translation>
    </message>
    <message>
        <source>Show this help and end.</source>
        <translation>显示此帮助并结束。</translation>
    </message>
    <message>
        <source>Print one JSON document, or JSON Lines for a list.</source>
        <translation>输出一个 JSON 文档；列表则输出 JSON Lines。</translation>
    </message>
    <message>
        <source>No progress on standard error.</source>
        <translation>标准错误上不显示进度。</translation>
    </message>
    <message>
        <source>Language of messages; without it the locale&apos;s.</source>
        <translation>消息的语言；不指定则用系统区域设置。</translation>
    </message>
    <message>
        <source>Example:</source>
        <translation>示例：</translation>
    </message>
    <message>
        <source>With every verb:</source>
        <translation>每个动词都有：</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Timed repetitions; the median counts.</source>
        <translation>计时重复次数；取中位数。</translation>
    </message>
    <message>
        <source>Ids a text.</source>
        <translation>每条文本的 id 数。</translation>
    </message>
    <message>
        <source>Type of the products.</source>
        <translation>乘积的数据类型。</translation>
    </message>
    <message>
        <source>Patients at once.</source>
        <translation>同时处理的患者数。</translation>
    </message>
    <message>
        <source>0: all cores.</source>
        <translation>0：全部核心。</translation>
    </message>
    <message>
        <source>Blocks of each encoder.</source>
        <translation>每个编码器的块数。</translation>
    </message>
    <message>
        <source>cpu or cuda:N.</source>
        <translation>cpu 或 cuda:N。</translation>
    </message>
    <message>
        <source>Time this computer and this build.</source>
        <translation>为本机和此版本计时。</translation>
    </message>
    <message>
        <source>A training step of ViT-B/16 and RoBERTa-base.</source>
        <translation>ViT-B/16 与 RoBERTa-base 的一个训练步。</translation>
    </message>
    <message>
        <source>The image encoder without gradients.</source>
        <translation>不求梯度的图像编码器。</translation>
    </message>
    <message>
        <source>The machine&apos;s ceiling: one large matrix product.</source>
        <translation>机器的上限：一个大矩阵乘积。</translation>
    </message>
    <message>
        <source>Reports to ids.</source>
        <translation>报告转为 id。</translation>
    </message>
    <message>
        <source>vocab.txt or a SentencePiece model.</source>
        <translation>vocab.txt 或 SentencePiece 模型。</translation>
    </message>
    <message>
        <source>Embeddings.</source>
        <translation>嵌入向量。</translation>
    </message>
    <message>
        <source>Study folder.</source>
        <translation>研究文件夹。</translation>
    </message>
    <message>
        <source>Name of the dataset.</source>
        <translation>数据集名称。</translation>
    </message>
    <message>
        <source>Freeze a selection with a patient-wise split.</source>
        <translation>冻结一个按患者划分的选集。</translation>
    </message>
    <message>
        <source>Freezes and hashes; no patient lands in two splits.</source>
        <translation>冻结并计算哈希；没有患者落入两个划分。</translation>
    </message>
    <message>
        <source>Which exams; else all.</source>
        <translation>哪些检查；否则全部。</translation>
    </message>
    <message>
        <source>Training, validation and test, by patient.</source>
        <translation>训练、验证和测试，按患者。</translation>
    </message>
    <message>
        <source>Of the split.</source>
        <translation>划分的随机种子。</translation>
    </message>
    <message>
        <source>Who freezes it.</source>
        <translation>由谁冻结。</translation>
    </message>
    <message>
        <source>A line a dataset.</source>
        <translation>每个数据集一行。</translation>
    </message>
    <message>
        <source>One dataset.</source>
        <translation>一个数据集。</translation>
    </message>
    <message>
        <source>Each exam with its split.</source>
        <translation>每次检查及其划分。</translation>
    </message>
    <message>
        <source>Say what this computer has, and what would hurt a run.</source>
        <translation>说明本机有什么，以及什么会妨碍运行。</translation>
    </message>
    <message>
        <source>Find photographs and reports that occur twice.</source>
        <translation>查找出现两次的照片和报告。</translation>
    </message>
    <message>
        <source>The same file content, and the same report up to case, space and width.</source>
        <translation>相同的文件内容，以及忽略大小写、空格和全半角后相同的报告。</translation>
    </message>
    <message>
        <source>Only among these.</source>
        <translation>仅在其中查找。</translation>
    </message>
    <message>
        <source>Whose name stands in the journal; else the login.</source>
        <translation>日志中的署名；否则用登录名。</translation>
    </message>
    <message>
        <source>Change labels, tags, notes and verdicts, journalled.</source>
        <translation>修改标签、标记、备注和结论，并记入日志。</translation>
    </message>
    <message>
        <source>The exam to change.</source>
        <translation>要修改的检查。</translation>
    </message>
    <message>
        <source>All that match.</source>
        <translation>所有符合者。</translation>
    </message>
    <message>
        <source>1, 0, a class, several with commas, or nothing for not labelled; SET@od, SET@os for an eye.</source>
        <translation>1、0、一个类别、逗号分隔的多个类别，或留空表示未标注；SET@od、SET@os 指定一眼。</translation>
    </message>
    <message>
        <source>Add a tag.</source>
        <translation>添加标记。</translation>
    </message>
    <message>
        <source>Remove a tag.</source>
        <translation>移除标记。</translation>
    </message>
    <message>
        <source>The exam&apos;s comment, or that of the verdict.</source>
        <translation>检查的评论，或结论的评论。</translation>
    </message>
    <message>
        <source>The run a verdict speaks of.</source>
        <translation>结论所指的运行。</translation>
    </message>
    <message>
        <source>Leave the exam out.</source>
        <translation>排除该检查。</translation>
    </message>
    <message>
        <source>Take it in again.</source>
        <translation>重新纳入。</translation>
    </message>
    <message>
        <source>Swap the two eyes&apos; photographs.</source>
        <translation>交换双眼照片。</translation>
    </message>
    <message>
        <source>Take back the newest edit.</source>
        <translation>撤销最近一次编辑。</translation>
    </message>
    <message>
        <source>Do again what was taken back.</source>
        <translation>重做被撤销的编辑。</translation>
    </message>
    <message>
        <source>Show who changed what and when, newest first.</source>
        <translation>显示谁在何时改了什么，最新的在前。</translation>
    </message>
    <message>
        <source>Of one exam.</source>
        <translation>某次检查的。</translation>
    </message>
    <message>
        <source>At most so many.</source>
        <translation>最多这么多。</translation>
    </message>
    <message>
        <source>Write a study&apos;s embeddings as NumPy files.</source>
        <translation>把研究的嵌入写成 NumPy 文件。</translation>
    </message>
    <message>
        <source>A .npy (float32, a row an exam) for each level of image and text, and index.csv, whose 0 marks a row that is not there.</source>
        <translation>图像和文本的每个层面一个 .npy（float32，每次检查一行），以及 index.csv，其中 0 表示该行不存在。</translation>
    </message>
    <message>
        <source>Weights and tokenizer of a run.</source>
        <translation>一个运行的权重和分词器。</translation>
    </message>
    <message>
        <source>Or a checkpoint …</source>
        <translation>或一个检查点 …</translation>
    </message>
    <message>
        <source>… with its tokenizer.</source>
        <translation>… 及其分词器。</translation>
    </message>
    <message>
        <source>Text length with --model.</source>
        <translation>与 --model 一起使用的文本长度。</translation>
    </message>
    <message>
        <source>Only exams that match.</source>
        <translation>仅符合的检查。</translation>
    </message>
    <message>
        <source>auto, cpu or cuda:N.</source>
        <translation>auto、cpu 或 cuda:N。</translation>
    </message>
    <message>
        <source>Folder to write to.</source>
        <translation>写入的文件夹。</translation>
    </message>
    <message>
        <source>Number or name.</source>
        <translation>编号或名称。</translation>
    </message>
    <message>
        <source>Frozen dataset; else the run&apos;s own split.</source>
        <translation>冻结的数据集；否则用运行自己的划分。</translation>
    </message>
    <message>
        <source>Label set: NAME or NAME/CLASS; else the run&apos;s.</source>
        <translation>标签集：名称或 名称/类别；否则用运行的标签集。</translation>
    </message>
    <message>
        <source>Bootstrap draws of patients.</source>
        <translation>按患者的自助法抽样次数。</translation>
    </message>
    <message>
        <source>Of the bootstrap.</source>
        <translation>自助法的随机种子。</translation>
    </message>
    <message>
        <source>Classify eyes instead of exams.</source>
        <translation>按眼而不是按检查分类。</translation>
    </message>
    <message>
        <source>Measure how well a run retrieves or predicts.</source>
        <translation>衡量一个运行检索或预测的效果。</translation>
    </message>
    <message>
        <source>R@1, 5, 10, ranks and chance at each level; own pair (naive) and same report.</source>
        <translation>每个层面的 R@1、5、10、排名和随机水平；自身配对（朴素）和相同报告。</translation>
    </message>
    <message>
        <source>Else validation; with --dataset, test.</source>
        <translation>否则为验证集；使用 --dataset 时为测试集。</translation>
    </message>
    <message>
        <source>By prompts; nothing is learned.</source>
        <translation>通过提示语；不进行学习。</translation>
    </message>
    <message>
        <source>{&quot;class&quot;: [&quot;prompt&quot;, …], &quot;-&quot;: […]}; else default ones.</source>
        <translation>{&quot;class&quot;: [&quot;提示语&quot;, …], &quot;-&quot;: […]}；否则用默认提示语。</translation>
    </message>
    <message>
        <source>A linear probe on a few cases a class, several draws.</source>
        <translation>每类少量病例的线性探测，多次抽取。</translation>
    </message>
    <message>
        <source>Draws of cases.</source>
        <translation>病例的抽取次数。</translation>
    </message>
    <message>
        <source>Cases a class.</source>
        <translation>每类病例数。</translation>
    </message>
    <message>
        <source>A linear probe, chosen on validation, judged on test.</source>
        <translation>线性探测，在验证集上选择，在测试集上评判。</translation>
    </message>
    <message>
        <source>These maps show association within the network, not evidence. Token weights: %1</source>
        <translation>这些图显示网络内部的关联，不是证据。词元权重：%1</translation>
    </message>
    <message>
        <source>Show what a network&apos;s answer hangs on.</source>
        <translation>显示网络的答案取决于什么。</translation>
    </message>
    <message>
        <source>The exam to look at.</source>
        <translation>要查看的检查。</translation>
    </message>
    <message>
        <source>Sentence; else the exam&apos;s report.</source>
        <translation>句子；否则用检查的报告。</translation>
    </message>
    <message>
        <source>How it is worked out.</source>
        <translation>计算方法。</translation>
    </message>
    <message>
        <source>Both eyes, or one.</source>
        <translation>双眼或单眼。</translation>
    </message>
    <message>
        <source>Write a dataset for others, with manifest.json.</source>
        <translation>写出供他人使用的数据集，附 manifest.json。</translation>
    </message>
    <message>
        <source>Whole or not at all; eyes are checked by reading back.</source>
        <translation>要么完整，要么没有；通过回读核对眼别。</translation>
    </message>
    <message>
        <source>Frozen dataset …</source>
        <translation>冻结的数据集 …</translation>
    </message>
    <message>
        <source>… or exams that match; else all.</source>
        <translation>… 或符合的检查；否则全部。</translation>
    </message>
    <message>
        <source>Label set of class folders.</source>
        <translation>类别文件夹所用的标签集。</translation>
    </message>
    <message>
        <source>Folder to make.</source>
        <translation>要创建的文件夹。</translation>
    </message>
    <message>
        <source>Who exports.</source>
        <translation>由谁导出。</translation>
    </message>
    <message>
        <source> (dry run: nothing was written)</source>
        <translation> （试运行：未写入任何内容）</translation>
    </message>
    <message>
        <source>Add patients, photographs, reports and labels.</source>
        <translation>添加患者、照片、报告和标签。</translation>
    </message>
    <message>
        <source>Safe to repeat and to interrupt: nothing comes in twice.</source>
        <translation>可安全重复和中断：不会重复加入。</translation>
    </message>
    <message>
        <source>Table or folder.</source>
        <translation>表格或文件夹。</translation>
    </message>
    <message>
        <source>What columns become: {&quot;heading&quot;: &quot;role&quot;}.</source>
        <translation>各列的含义：{&quot;列名&quot;: &quot;角色&quot;}。</translation>
    </message>
    <message>
        <source>File names: groups patient, eye, date.</source>
        <translation>文件名：命名组 patient、eye、date。</translation>
    </message>
    <message>
        <source>Of the table; else guessed.</source>
        <translation>表格的编码；否则猜测。</translation>
    </message>
    <message>
        <source>Where relative paths start.</source>
        <translation>相对路径的起点。</translation>
    </message>
    <message>
        <source>Copy photographs into the study; else link.</source>
        <translation>把照片复制到研究中；否则链接。</translation>
    </message>
    <message>
        <source>Count, write nothing.</source>
        <translation>只计数，不写入。</translation>
    </message>
    <message>
        <source>Status 1 where a row was skipped.</source>
        <translation>有行被跳过时状态为 1。</translation>
    </message>
    <message>
        <source>Whose name stands in the journal.</source>
        <translation>日志中的署名。</translation>
    </message>
    <message>
        <source>Show the exams that match a query.</source>
        <translation>显示符合查询的检查。</translation>
    </message>
    <message>
        <source>Other fields: also id, sex, age, date, camera, site, source, excluded, unsure, comment, verdicts, left_sha256, right_sha256, eye_unknown.</source>
        <translation>其他字段：另有 id、sex、age、date、camera、site、source、excluded、unsure、comment、verdicts、left_sha256、right_sha256、eye_unknown。</translation>
    </message>
    <message>
        <source>Metrics of anyone&apos;s predictions or embeddings.</source>
        <translation>任何人的预测或嵌入的指标。</translation>
    </message>
    <message>
        <source>Rows join by id. An undefined metric is null, with the reason.</source>
        <translation>各行按 id 连接。未定义的指标为 null 并附原因。</translation>
    </message>
    <message>
        <source>What is measured.</source>
        <translation>衡量什么。</translation>
    </message>
    <message>
        <source>id, optional patient, label or one 0/1 column a class.</source>
        <translation>id、可选的 patient、label，或每类一个 0/1 列。</translation>
    </message>
    <message>
        <source>id, score or one column a class.</source>
        <translation>id、score，或每类一列。</translation>
    </message>
    <message>
        <source>N x E embeddings.</source>
        <translation>N x E 嵌入。</translation>
    </message>
    <message>
        <source>M x E embeddings.</source>
        <translation>M x E 嵌入。</translation>
    </message>
    <message>
        <source>query,gallery from 0; without it row i matches row i.</source>
        <translation>query,gallery，从 0 开始；没有则第 i 行对应第 i 行。</translation>
    </message>
    <message>
        <source>Draws for 95 % intervals; 0: none.</source>
        <translation>95 % 区间的抽样次数；0：不计算。</translation>
    </message>
    <message>
        <source>%1; %2 tensors, %3 parameters; %4</source>
        <translation>%1；%2 个张量，%3 个参数；%4</translation>
    </message>
    <message>
        <source>no RET-CLIP network</source>
        <translation>不是 RET-CLIP 网络</translation>
    </message>
    <message>
        <source>Show, convert or run a checkpoint.</source>
        <translation>显示、转换或运行检查点。</translation>
    </message>
    <message>
        <source>What a checkpoint holds; nothing in it is run.</source>
        <translation>检查点包含什么；其中的内容不会被执行。</translation>
    </message>
    <message>
        <source>.pt or .safetensors</source>
        <translation>.pt 或 .safetensors</translation>
    </message>
    <message>
        <source>SHA-256 of each tensor.</source>
        <translation>每个张量的 SHA-256。</translation>
    </message>
    <message>
        <source>.pt to .safetensors and back.</source>
        <translation>.pt 与 .safetensors 互转。</translation>
    </message>
    <message>
        <source>Checkpoint to read.</source>
        <translation>要读取的检查点。</translation>
    </message>
    <message>
        <source>File to write; its ending says the format.</source>
        <translation>要写入的文件；扩展名决定格式。</translation>
    </message>
    <message>
        <source>Names with or without &quot;module.&quot;.</source>
        <translation>名称是否带“module.”。</translation>
    </message>
    <message>
        <source>Type of the weights.</source>
        <translation>权重的类型。</translation>
    </message>
    <message>
        <source>One forward pass on given tensors.</source>
        <translation>对给定张量做一次前向计算。</translation>
    </message>
    <message>
        <source>Checkpoint.</source>
        <translation>检查点。</translation>
    </message>
    <message>
        <source>Model configuration.</source>
        <translation>模型配置。</translation>
    </message>
    <message>
        <source>left, right (N x 3 x H x W) and ids (N x L).</source>
        <translation>left、right（N x 3 x H x W）和 ids（N x L）。</translation>
    </message>
    <message>
        <source>Features and losses.</source>
        <translation>特征和损失。</translation>
    </message>
    <message>
        <source>Turn photographs into a network&apos;s input.</source>
        <translation>把照片转换为网络的输入。</translation>
    </message>
    <message>
        <source>The evaluation transform of the published code: a float32 .npy of 3 x S x S each.</source>
        <translation>发表代码的评估变换：每张一个 3 x S x S 的 float32 .npy。</translation>
    </message>
    <message>
        <source>Photographs.</source>
        <translation>照片。</translation>
    </message>
    <message>
        <source>Side in pixels.</source>
        <translation>边长（像素）。</translation>
    </message>
    <message>
        <source>Find exams or reports by text, photograph or exam.</source>
        <translation>按文本、照片或检查查找检查或报告。</translation>
    </message>
    <message>
        <source>What the picture shows.</source>
        <translation>图片显示什么。</translation>
    </message>
    <message>
        <source>A photograph, with --eye.</source>
        <translation>一张照片，与 --eye 一起使用。</translation>
    </message>
    <message>
        <source>Which eye it shows.</source>
        <translation>它显示哪只眼。</translation>
    </message>
    <message>
        <source>An exam of the study.</source>
        <translation>研究中的一次检查。</translation>
    </message>
    <message>
        <source>What to look through.</source>
        <translation>在什么中查找。</translation>
    </message>
    <message>
        <source>So many hits.</source>
        <translation>命中数。</translation>
    </message>
    <message>
        <source>%1 applied, %2 there already</source>
        <translation>已应用 %1，已有 %2</translation>
    </message>
    <message>
        <source>What to look at again, and what readers said.</source>
        <translation>要再看一遍的内容，以及阅片者的意见。</translation>
    </message>
    <message>
        <source>Label set; else the run&apos;s.</source>
        <translation>标签集；否则用运行的。</translation>
    </message>
    <message>
        <source>Near: within P of 0.5.</source>
        <translation>接近：距 0.5 在 P 以内。</translation>
    </message>
    <message>
        <source>Without those that have a verdict.</source>
        <translation>不含已有结论者。</translation>
    </message>
    <message>
        <source>CSV file.</source>
        <translation>CSV 文件。</translation>
    </message>
    <message>
        <source>For rows without one.</source>
        <translation>用于没有署名的行。</translation>
    </message>
    <message>
        <source>What happened to one exam.</source>
        <translation>一次检查的经过。</translation>
    </message>
    <message>
        <source>Exam.</source>
        <translation>检查。</translation>
    </message>
    <message>
        <source>A line a run, newest first.</source>
        <translation>每个运行一行，最新的在前。</translation>
    </message>
    <message>
        <source>Configuration, data and code version, metrics, checkpoints.</source>
        <translation>配置、数据和代码版本、指标、检查点。</translation>
    </message>
    <message>
        <source>Moves the run&apos;s folder to the study&apos;s trash.</source>
        <translation>把运行的文件夹移到研究的回收站。</translation>
    </message>
    <message>
        <source>Make the SYNTHETIC sample study, or its loose files.</source>
        <translation>生成合成示例研究或其散文件。</translation>
    </message>
    <message>
        <source>Study or folder to make.</source>
        <translation>要生成的研究或文件夹。</translation>
    </message>
    <message>
        <source>How many patients.</source>
        <translation>多少名患者。</translation>
    </message>
    <message>
        <source>The same seed gives the same bytes.</source>
        <translation>相同的种子给出相同的字节。</translation>
    </message>
    <message>
        <source>Language of the reports.</source>
        <translation>报告的语言。</translation>
    </message>
    <message>
        <source>A study, or photographs and table.csv.</source>
        <translation>一个研究，或照片和 table.csv。</translation>
    </message>
    <message>
        <source>Side of a photograph in pixels.</source>
        <translation>照片边长（像素）。</translation>
    </message>
    <message>
        <source>Words as they stand in reports.</source>
        <translation>报告中出现的词。</translation>
    </message>
    <message>
        <source> (SYNTHETIC)</source>
        <translation> （合成）</translation>
    </message>
    <message>
        <source>Makes an empty study.</source>
        <translation>创建空的研究。</translation>
    </message>
    <message>
        <source>Says what is in a study.</source>
        <translation>说明研究中有什么。</translation>
    </message>
    <message>
        <source>Checks the database, the journal&apos;s chain and the photographs.</source>
        <translation>检查数据库、日志链和照片。</translation>
    </message>
    <message>
        <source>Do not read the photographs again.</source>
        <translation>不再次读取照片。</translation>
    </message>
    <message>
        <source>Copies the database while the study is in use.</source>
        <translation>在使用中复制数据库。</translation>
    </message>
    <message>
        <source>Folder of the copy; else the study&apos;s backups.</source>
        <translation>副本的文件夹；否则为研究的 backups。</translation>
    </message>
    <message>
        <source>Brings a study of an older program to this one&apos;s form.</source>
        <translation>把旧程序的研究升级到当前形式。</translation>
    </message>
    <message>
        <source>Turn texts into ids.</source>
        <translation>把文本转为 id。</translation>
    </message>
    <message>
        <source>Reads a text a line from standard input: a JSON string where it starts with a quotation mark, else plain.</source>
        <translation>从标准输入每行读一条文本：以引号开头的为 JSON 字符串，否则为纯文本。</translation>
    </message>
    <message>
        <source>Ids a text, padding included.</source>
        <translation>每条文本的 id 数，含填充。</translation>
    </message>
    <message>
        <source>The tokenizer alone, without report cleaning.</source>
        <translation>仅分词器，不清理报告。</translation>
    </message>
    <message>
        <source>%1 pieces from %2 reports; %3 % of characters known; %4 pieces a report</source>
        <translation>%2 份报告得到 %1 个词元；已知字符 %3 %；每份报告 %4 个词元</translation>
    </message>
    <message>
        <source>Train a tokenizer on a study&apos;s reports.</source>
        <translation>用研究的报告训练分词器。</translation>
    </message>
    <message>
        <source>Writes a SentencePiece model.</source>
        <translation>写出 SentencePiece 模型。</translation>
    </message>
    <message>
        <source>File to write.</source>
        <translation>要写入的文件。</translation>
    </message>
    <message>
        <source>Pieces wanted; fewer where the texts carry fewer.</source>
        <translation>期望的词元数；文本不足时更少。</translation>
    </message>
    <message>
        <source>Kind of model.</source>
        <translation>模型种类。</translation>
    </message>
    <message>
        <source>Only reports of exams that match.</source>
        <translation>仅符合的检查的报告。</translation>
    </message>
    <message>
        <source>Results and pictures: %1</source>
        <translation>结果和图片：%1</translation>
    </message>
    <message>
        <source>Do the main job on the SYNTHETIC sample study.</source>
        <translation>在合成示例研究上完成主要流程。</translation>
    </message>
    <message>
        <source>From loose files to an export that is imported again; tour.json has a line a step, screens/ the window&apos;s pictures.</source>
        <translation>从散文件到再次导入的导出；tour.json 每步一行，screens/ 存放窗口图片。</translation>
    </message>
    <message>
        <source>New folder.</source>
        <translation>新文件夹。</translation>
    </message>
    <message>
        <source>How many.</source>
        <translation>数量。</translation>
    </message>
    <message>
        <source>Of the training.</source>
        <translation>训练的随机种子。</translation>
    </message>
    <message>
        <source>Interrupted at step %1; the checkpoint is kept. Go on with: retclip train %2 --resume %3</source>
        <translation>在第 %1 步中断；检查点已保留。继续：retclip train %2 --resume %3</translation>
    </message>
    <message>
        <source>Run %1 (%2) is done: %3</source>
        <translation>运行 %1（%2）完成：%3</translation>
    </message>
    <message>
        <source>Pretrain, fine-tune or probe, in the foreground.</source>
        <translation>在前台预训练、微调或探测。</translation>
    </message>
    <message>
        <source>pretrain, pretrain-small, finetune, probe, quick or ret-clip-paper.</source>
        <translation>pretrain、pretrain-small、finetune、probe、quick 或 ret-clip-paper。</translation>
    </message>
    <message>
        <source>A whole configuration, as runs show --json prints it.</source>
        <translation>完整配置，如 runs show --json 所输出。</translation>
    </message>
    <message>
        <source>Change a setting.</source>
        <translation>修改一项设置。</translation>
    </message>
    <message>
        <source>Name of the run.</source>
        <translation>运行名称。</translation>
    </message>
    <message>
        <source>Frozen dataset; else the study, split 80/10/10.</source>
        <translation>冻结的数据集；否则整个研究按 80/10/10 划分。</translation>
    </message>
    <message>
        <source>What fine-tuning and probes learn: NAME or NAME/CLASS.</source>
        <translation>微调和探测学习的内容：名称或 名称/类别。</translation>
    </message>
    <message>
        <source>auto, cpu, cuda or cuda:N.</source>
        <translation>auto、cpu、cuda 或 cuda:N。</translation>
    </message>
    <message>
        <source>Who starts it.</source>
        <translation>由谁启动。</translation>
    </message>
    <message>
        <source>Compare with reference numbers of the published code.</source>
        <translation>与发表代码的参考数值比较。</translation>
    </message>
    <message>
        <source>What a fine-tuning or probe run predicted itself.</source>
        <translation>微调或探测运行自身的预测。</translation>
    </message>
    <message>
        <source>files: %1, pieces of metadata removed: %2, flagged for a look: %3, left out: %4</source>
        <translation>文件：%1，移除的元数据：%2，标记待查看：%3，略过：%4</translation>
    </message>
    <message>
        <source>Copy photographs without metadata; flag writing in them.</source>
        <translation>复制去除元数据的照片；标出其中的文字。</translation>
    </message>
    <message>
        <source>Photograph or folder.</source>
        <translation>照片或文件夹。</translation>
    </message>
    <message>
        <source>Write the result there as JSON.</source>
        <translation>把结果以 JSON 写到此处。</translation>
    </message>
    <message>
        <source>One edit, one step of undo, however many changes; its line is printed once it is safe on disk.</source>
        <translation>一次编辑即一步撤销，不论含多少更改；安全写入磁盘后才输出其行。</translation>
    </message>
    <message>
        <source>files: %1, rows: %2, in %3</source>
        <translation>文件：%1，行：%2，位于 %3</translation>
    </message>
    <message>
        <source>Write the skipped rows there, and those with a value that could not be read.</source>
        <translation>把跳过的行以及含无法读取的值的行写到此处。</translation>
    </message>
    <message>
        <source>A line an exam: patient, exam, left, right, report, labels, tags, split (of the dataset that QUERY names, else of the newest one with the exam, else as imported).</source>
        <translation>每个检查一行：patient、exam、left、right、report、labels、tags、split（QUERY 所指数据集的划分，否则为含该检查的最新数据集的，再否则为导入时的）。</translation>
    </message>
    <message>
        <source>Names: %1; %2 tensors of the network are given, %3 are missing</source>
        <translation>命名方式：%1；网络的 %2 个张量已给出，缺少 %3 个</translation>
    </message>
    <message>
        <source>Not of the network: %1</source>
        <translation>不属于该网络：%1</translation>
    </message>
    <message>
        <source>Other shape: %1</source>
        <translation>形状不同：%1</translation>
    </message>
    <message>
        <source>Resized: %1</source>
        <translation>已调整大小：%1</translation>
    </message>
    <message>
        <source>Checksum file: %1</source>
        <translation>校验和文件：%1</translation>
    </message>
    <message>
        <source>stated</source>
        <translation>已说明</translation>
    </message>
    <message>
        <source>NOT STATED</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>Starting points of a run, and where each setting comes from.</source>
        <translation>运行的起点，以及每项设置的出处。</translation>
    </message>
    <message>
        <source>Every preset, a line each.</source>
        <translation>列出所有预设，每行一个。</translation>
    </message>
    <message>
        <source>Every setting of a preset; for ret-clip-paper with its source, or marked as not stated.</source>
        <translation>预设的每项设置；ret-clip-paper 还给出出处，或标明未说明。</translation>
    </message>
    <message>
        <source>ret-clip-paper, pretrain-small …</source>
        <translation>ret-clip-paper、pretrain-small ……</translation>
    </message>
    <message>
        <source>Find photographs that are blurred, badly lit or cut.</source>
        <translation>找出模糊、曝光不当或被裁切的照片。</translation>
    </message>
    <message>
        <source>Show exams without a fault too.</source>
        <translation>没有缺陷的检查也显示。</translation>
    </message>
    <message>
        <source>Keep it in the study, for queries like quality&lt;0.5.</source>
        <translation>保存在研究中，供 quality&lt;0.5 之类的查询使用。</translation>
    </message>
    <message>
        <source>SYNTHETIC patients: %1, photographs: %2, in %3 s: %4</source>
        <translation>合成患者：%1，照片：%2，用时 %3 秒：%4</translation>
    </message>
    <message>
        <source>%1 (patients: %2, exams: %3, photographs: %4, reports: %5, labels: %6, runs: %7; schema %8, %9 MB)</source>
        <translation>%1（患者：%2，检查：%3，照片：%4，报告：%5，标签：%6，运行：%7；结构版本 %8，%9 MB）</translation>
    </message>
    <message>
        <source>Folder of references; without it, the set that ships with the program.</source>
        <translation>参考数据文件夹；不给出则用程序自带的一套。</translation>
    </message>
    <message>
        <source>The set that ships with the program.</source>
        <translation>程序自带的一套。</translation>
    </message>
    <message>
        <source>cpu, cuda …; on a graphics card, tolerances of the network are ten times wider.</source>
        <translation>cpu、cuda ……；在显卡上，网络的容差放宽十倍。</translation>
    </message>
    <message>
        <source>Save a report: .html, .txt or .json.</source>
        <translation>保存报告：.html、.txt 或 .json。</translation>
    </message>
    <message>
        <source>auto, table, odir, retclip, folder, dicom, export.</source>
        <translation>auto、table、odir、retclip、folder、dicom、export。</translation>
    </message>
    <message numerus="yes">
        <source>The doctor found %n thing(s) to look at, in %1 s.</source>
        <translation>
            <numerusform>训练诊断发现 %n 项需要注意，用时 %1 秒。</numerusform>
        </translation>
    </message>
    <message>
        <source>The doctor found nothing wrong, in %1 s.</source>
        <translation>训练诊断未发现问题，用时 %1 秒。</translation>
    </message>
    <message>
        <source>NOT proved: a repeated or resumed run differs.</source>
        <translation>未通过证明：重复或续训的运行有差异。</translation>
    </message>
    <message>
        <source>Proved in %1 s: the run repeats bit for bit, stopped or not.</source>
        <translation>已证明，用时 %1 秒：无论是否中断，运行都逐位重复。</translation>
    </message>
    <message>
        <source>Do not train: look for what would keep the loss from falling. Status 1 where something is found.</source>
        <translation>不训练：查找会使损失无法下降的原因。发现问题时状态为 1。</translation>
    </message>
    <message>
        <source>Do not train: prove that the run repeats and resumes bit for bit. Status 1 where it does not.</source>
        <translation>不训练：证明运行可逐位重复和续训。不能时状态为 1。</translation>
    </message>
    <message>
        <source>Steps of the proof.</source>
        <translation>证明所用的步数。</translation>
    </message>
    <message>
        <source>Secret of the pseudonyms: read from there, or made there. Without it, another one each time.</source>
        <translation>假名所用的密钥：从该文件读取，或在该处生成。不指定时每次都不同。</translation>
    </message>
    <message>
        <source>An interruption writes a checkpoint and ends with status 130; --resume goes on. Under torchrun or srun it is one of several processes: batch_size counts the patients of all.</source>
        <translation>中断时写入检查点并以状态 130 结束；--resume 可继续。在 torchrun 或 srun 下，它是多个进程之一：batch_size 计所有进程的患者总数。</translation>
    </message>
    <message>
        <source>Run %1 (%2), label set %3.</source>
        <translation>运行 %1（%2），标签集 %3。</translation>
    </message>
    <message>
        <source>The queue: wrong and sure first, then near the threshold. Without predictions: what readers left open.</source>
        <translation>队列：先列判错且把握大的，再列接近阈值的。没有预测时：阅片者留下的疑问。</translation>
    </message>
    <message>
        <source>Whose predictions; else the newest run that was evaluated.</source>
        <translation>使用谁的预测；不写则取最新的已评估运行。</translation>
    </message>
    <message>
        <source>The reports carry %1 pieces, fewer than the %2 wanted.</source>
        <translation>报告只够产生 %1 个词元，少于要求的 %2 个。</translation>
    </message>
    <message>
        <source>%1: exams new or changed: %2, photographs: %3, skipped: %4; tag:new finds them</source>
        <translation>%1：新增或更改的检查：%2，照片：%3，跳过：%4；用 tag:new 可查到</translation>
    </message>
    <message>
        <source>The study is in use; the next pass tries again.</source>
        <translation>研究正在使用中；下一轮再试。</translation>
    </message>
    <message>
        <source>%1 listens at %2, port %3. Ctrl+C ends it.</source>
        <translation>%1 正在 %2 端口 %3 监听。按 Ctrl+C 结束。</translation>
    </message>
    <message>
        <source>left from before</source>
        <translation>上次遗留</translation>
    </message>
    <message>
        <source>Refused %1: %2</source>
        <translation>拒绝 %1：%2</translation>
    </message>
    <message>
        <source>End after the first that comes.</source>
        <translation>收到第一批后结束。</translation>
    </message>
    <message>
        <source>Import what appears in a folder, tagged &quot;new&quot;.</source>
        <translation>导入文件夹中新出现的内容，标记为“new”。</translation>
    </message>
    <message>
        <source>Runs until Ctrl+C. Nothing comes in twice; what is still being copied comes in when it is whole.</source>
        <translation>一直运行到按下 Ctrl+C。不会重复导入；仍在复制的文件完整后再导入。</translation>
    </message>
    <message>
        <source>Where photographs appear.</source>
        <translation>照片出现的位置。</translation>
    </message>
    <message>
        <source>Seconds between two looks.</source>
        <translation>两次查看之间的秒数。</translation>
    </message>
    <message>
        <source>As of import.</source>
        <translation>与 import 相同。</translation>
    </message>
    <message>
        <source>Copy the photographs into the study.</source>
        <translation>把照片复制到研究中。</translation>
    </message>
    <message>
        <source>Take photographs that cameras and archives send by DICOM (C-STORE).</source>
        <translation>接收相机和归档系统通过 DICOM（C-STORE）发来的照片。</translation>
    </message>
    <message>
        <source>Runs until Ctrl+C. Hears this computer alone unless --bind says otherwise, and takes from the titles of --allow alone.</source>
        <translation>一直运行到按下 Ctrl+C。除非 --bind 另有指定，只接受本机连接；只接收 --allow 所列标题发来的内容。</translation>
    </message>
    <message>
        <source>A sender&apos;s application entity title; may be given again.</source>
        <translation>发送方的应用实体标题；可多次给出。</translation>
    </message>
    <message>
        <source>0 takes a free one.</source>
        <translation>0 表示任取一个空闲端口。</translation>
    </message>
    <message>
        <source>Address to listen at; 0.0.0.0 is every network.</source>
        <translation>监听地址；0.0.0.0 表示所有网络。</translation>
    </message>
    <message>
        <source>Our own title.</source>
        <translation>本机的标题。</translation>
    </message>
    <message>
        <source>Other scores of the same rows: DeLong, McNemar, paired bootstrap, Holm.</source>
        <translation>同一批病例的另一组分数：DeLong、McNemar、配对自助法、Holm。</translation>
    </message>
    <message>
        <source>Why leaks between the splits may stay; kept with the dataset. Without it they block.</source>
        <translation>为何划分之间的泄漏可以保留；与数据集一同保存。不写则阻止冻结。</translation>
    </message>
    <message>
        <source>What its splits share: the same patient, photograph or report, photographs that look the same.</source>
        <translation>各划分之间共有的内容：同一患者、照片或报告，以及看起来相同的照片。</translation>
    </message>
    <message>
        <source>Instead, photographs that look the same at another size or compression, or mirrored (after retclip quality look).</source>
        <translation>改为查找看起来相同的照片：尺寸或压缩不同，或左右镜像（先运行 retclip quality look）。</translation>
    </message>
    <message>
        <source>From what was kept: eyes that look swapped or wrongly named, the same photograph twice, sizes or a report that do not fit.</source>
        <translation>依据已保存的结果：看起来左右颠倒或标错的眼、重复的同一张照片、不相符的尺寸或报告。</translation>
    </message>
    <message>
        <source>Looks at every photograph that was not looked at yet and keeps what it sees; may be interrupted and repeated.</source>
        <translation>查看所有尚未查看的照片并保存所见；可中断、可重复。</translation>
    </message>
    <message>
        <source>Without names, dates, sites, tags, comments and picture metadata; reports redacted. What is written is read back and looked through: where anything is left, nothing leaves.</source>
        <translation>去除姓名、日期、院区、标记、评论和图像元数据；报告经过遮盖。写出的内容会被回读检查：若有任何遗留，则不导出。</translation>
    </message>
    <message>
        <source>Secret of the pseudonyms, outside the study: read from there, or made there. With it the same patient keeps the same name, and days are moved instead of taken out.</source>
        <translation>假名的密钥，放在研究之外：从该处读取，或在该处生成。有密钥时同一患者保持同一假名，日期被平移而不是删除。</translation>
    </message>
    <message>
        <source>Pseudonyms, days moved, reports redacted; photographs are copied without metadata.</source>
        <translation>假名、日期平移、报告遮盖；照片复制时不带元数据。</translation>
    </message>
    <message>
        <source>Secret of the pseudonyms, outside the study: read from there, or made there.</source>
        <translation>假名的密钥，放在研究之外：从该处读取，或在该处生成。</translation>
    </message>
    <message>
        <source>What was taken out stays in the study&apos;s history, so that undo can bring it back, and in its backups. An export with --deidentify carries neither.</source>
        <translation>被取出的内容保留在研究的历史及其备份中，以便撤销。用 --deidentify 导出则不含二者。</translation>
    </message>
    <message>
        <source>Finds what tells a person in reports, comments and tags; with --redact replaces it by one edit that undo takes back.</source>
        <translation>查找报告、评论和标记中可指认个人的内容；加 --redact 则用一次可撤销的编辑替换。</translation>
    </message>
    <message>
        <source>Only these kinds: name, date, phone …</source>
        <translation>只限这些种类：name、date、phone……</translation>
    </message>
    <message>
        <source>Replace all that is listed.</source>
        <translation>替换列出的全部内容。</translation>
    </message>
    <message>
        <source>Make, describe, check, copy or upgrade a study; look for names in its reports.</source>
        <translation>新建、说明、检查、复制或升级研究；在其报告中查找姓名。</translation>
    </message>
    <message>
        <source>The newest evaluation as a page with charts and as numbers.</source>
        <translation>最新的评估：一份带图表的网页和一份数值。</translation>
    </message>
    <message>
        <source>Of this label set.</source>
        <translation>属于此标签集。</translation>
    </message>
    <message>
        <source>The page; the numbers stand beside it as .csv.</source>
        <translation>网页；数值以 .csv 存放在旁边。</translation>
    </message>
    <message>
        <source>What another program predicted, as a run of this study.</source>
        <translation>其他程序的预测，作为本研究的一个运行。</translation>
    </message>
    <message>
        <source>exam or patient, perhaps eye and split, a column of probabilities a class.</source>
        <translation>exam 或 patient，可选 eye 和 split，每个类别一列概率。</translation>
    </message>
    <message>
        <source>Label set: NAME or NAME/CLASS.</source>
        <translation>标签集：名称或 名称/类别。</translation>
    </message>
    <message>
        <source>Of the run; else the file&apos;s.</source>
        <translation>运行的名称；不写则用文件名。</translation>
    </message>
    <message>
        <source>The dictionary does not know the class %1: name its finding with --map.</source>
        <translation>词典不认识类别 %1：请用 --map 指明对应的所见。</translation>
    </message>
    <message>
        <source>Labels given in %1 edits; retclip undo takes each back.</source>
        <translation>已用 %1 次编辑给出标签；retclip undo 可逐次撤销。</translation>
    </message>
    <message>
        <source>What the reports would have the labels be, with the words that say so. Nothing is changed without --apply.</source>
        <translation>按报告应有的标签，并列出作为依据的词句。不加 --apply 不作任何更改。</translation>
    </message>
    <message>
        <source>Label set.</source>
        <translation>标签集。</translation>
    </message>
    <message>
        <source>Exams without a label, those where it differs, or all.</source>
        <translation>无标签的检查、标签与建议不同的检查，或全部。</translation>
    </message>
    <message>
        <source>Findings of classes that the dictionary does not know by name.</source>
        <translation>词典不按名称认识的类别所对应的所见。</translation>
    </message>
    <message>
        <source>Give the labels.</source>
        <translation>写入标签。</translation>
    </message>
    <message>
        <source>Who gives them.</source>
        <translation>由谁给出。</translation>
    </message>
    <message>
        <source>The findings that are looked for in reports, and their words.</source>
        <translation>在报告中查找的所见及其用词。</translation>
    </message>
    <message>
        <source>Keep patients whose photographs look the same in one split.</source>
        <translation>把照片看起来相同的患者放在同一划分中。</translation>
    </message>
    <message>
        <source>%1 tensors of the checkpoint have no place in the network and were not loaded: %2</source>
        <translation>检查点中有 %1 个张量在网络中没有对应位置，未载入：%2</translation>
    </message>
    <message>
        <source>Nothing was to change: the study is so already (%1).</source>
        <translation>无需更改：研究中已是如此（%1）。</translation>
    </message>
    <message>
        <source>Warning: %1 %2</source>
        <translation>警告：%1 %2</translation>
    </message>
    <message>
        <source>Whose shares stay even: label sets, NAME/CLASS, sex, age, site, camera; several with commas.</source>
        <translation>按什么保持比例：标签集、NAME/CLASS、sex、age、site、camera；多个用逗号分隔。</translation>
    </message>
    <message>
        <source>Patients of this site, camera, sex or source are the test split, and nobody else: site=A.</source>
        <translation>该院区、相机、性别或来源的患者构成测试集，且仅限他们：site=A。</translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>moved to another split</source>
        <translation>移到另一划分</translation>
    </message>
    <message>
        <source>other photographs</source>
        <translation>照片不同</translation>
    </message>
    <message>
        <source>another report</source>
        <translation>报告不同</translation>
    </message>
    <message>
        <source>other labels</source>
        <translation>标签不同</translation>
    </message>
    <message>
        <source>the same in both</source>
        <translation>两者相同</translation>
    </message>
    <message>
        <source>An older program froze one of them: labels are not compared, and photographs and reports not told apart.</source>
        <translation>其中一个由旧版程序冻结：不比较标签，也不区分照片和报告。</translation>
    </message>
    <message>
        <source>%1: answers still to be given by a person: %2</source>
        <translation>%1：尚待人工回答的问题：%2</translation>
    </message>
    <message>
        <source>What two versions differ in: exams, splits, photographs, reports, labels.</source>
        <translation>两个版本的差异：检查、划分、照片、报告、标签。</translation>
    </message>
    <message>
        <source>The one dataset …</source>
        <translation>一个数据集……</translation>
    </message>
    <message>
        <source>… and the other.</source>
        <translation>……和另一个。</translation>
    </message>
    <message>
        <source>How much of each class, sex, age, camera and site is in each split.</source>
        <translation>每个划分中各类别、性别、年龄、相机和院区的数量。</translation>
    </message>
    <message>
        <source>A data sheet (Gebru et al.), filled in from the study as far as it knows.</source>
        <translation>数据说明表（Gebru 等），研究已知的内容自动填入。</translation>
    </message>
    <message>
        <source>Markdown, or HTML for a name in .html; else to standard output.</source>
        <translation>Markdown；文件名以 .html 结尾则为 HTML；未给出则写到标准输出。</translation>
    </message>
    <message>
        <source>Without people, sites, sources, days and the query.</source>
        <translation>不含人员、院区、来源、日期和查询。</translation>
    </message>
    <message>
        <source>The sheet&apos;s questions with what people answered.</source>
        <translation>说明表的问题及人工回答。</translation>
    </message>
    <message>
        <source>Answers a question of the sheet; kept in the study. An empty text takes it out.</source>
        <translation>回答说明表的一个问题；保存在研究中。空文字则删除回答。</translation>
    </message>
    <message>
        <source>Its id, such as motivation.purpose.</source>
        <translation>问题编号，如 motivation.purpose。</translation>
    </message>
    <message>
        <source>The answer, in quotation marks.</source>
        <translation>回答，放在引号中。</translation>
    </message>
    <message>
        <source>List what would change, and change nothing.</source>
        <translation>列出将要更改的内容，不作更改。</translation>
    </message>
    <message>
        <source>changed: %1</source>
        <translation>已改变：%1</translation>
    </message>
    <message>
        <source>missing: %1</source>
        <translation>缺失：%1</translation>
    </message>
    <message>
        <source>not of the export: %1</source>
        <translation>不属于该导出：%1</translation>
    </message>
    <message>
        <source>manifest.json is another one: its SHA-256 is %1</source>
        <translation>manifest.json 不是原来的：其 SHA-256 为 %1</translation>
    </message>
    <message>
        <source>csv, jsonl, folders, coco, retclip, retfound or huggingface.</source>
        <translation>csv、jsonl、folders、coco、retclip、retfound 或 huggingface。</translation>
    </message>
    <message>
        <source>Reads every file of an export again and compares it with manifest.json.</source>
        <translation>重新读取导出的每个文件，并与 manifest.json 比较。</translation>
    </message>
    <message>
        <source>Folder that an export has made.</source>
        <translation>导出所生成的文件夹。</translation>
    </message>
    <message>
        <source>What the export said of manifest.json: rules out that it was written anew too.</source>
        <translation>导出时给出的 manifest.json 的值：排除它也被重写的可能。</translation>
    </message>
    <message>
        <source>From then on: 2026-11-24, tuesday, yesterday, 3d …</source>
        <translation>从何时起：2026-11-24、tuesday、yesterday、3d 等</translation>
    </message>
    <message>
        <source>Up to then.</source>
        <translation>到何时为止。</translation>
    </message>
    <message>
        <source>Only what this person did.</source>
        <translation>仅限此人所做。</translation>
    </message>
    <message>
        <source>Only of this kind: label, tag, verdict, import, restore …</source>
        <translation>仅限此类：label、tag、verdict、import、restore 等</translation>
    </message>
    <message>
        <source>A line a person and kind: how many edits of how many exams.</source>
        <translation>每人每类一行：多少次编辑、涉及多少检查。</translation>
    </message>
    <message>
        <source>Sets what people decided back to how it was, as one new edit that undo takes back; nothing is deleted.</source>
        <translation>把人工决定恢复到当时的状态，作为一次可撤销的新编辑；不删除任何内容。</translation>
    </message>
    <message>
        <source>How it was after this edit, or at this moment; 0: before the first.</source>
        <translation>此编辑之后或此时刻的状态；0：第一次编辑之前。</translation>
    </message>
    <message>
        <source>Name of the saved query.</source>
        <translation>已存查询的名称。</translation>
    </message>
    <message>
        <source>Queries under a name, kept in the study; saved:NAME finds what they find.</source>
        <translation>保存在研究中的命名查询；saved:NAME 得到同样的结果。</translation>
    </message>
    <message>
        <source>A line a query, with how many exams it finds now.</source>
        <translation>每个查询一行，附当前找到的检查数。</translation>
    </message>
    <message>
        <source>Saves a line under a name, or changes it.</source>
        <translation>以名称保存查询行，或更改它。</translation>
    </message>
    <message>
        <source>The line, in quotation marks.</source>
        <translation>查询行，放在引号中。</translation>
    </message>
    <message>
        <source>Gives it another name.</source>
        <translation>改名。</translation>
    </message>
    <message>
        <source>The new name.</source>
        <translation>新名称。</translation>
    </message>
    <message>
        <source>Takes it out of the list; undo brings it back.</source>
        <translation>从列表中删除；撤销可恢复。</translation>
    </message>
    <message>
        <source>The study is in order, up to edit %1 (%2); what could not be read of its log is lost.</source>
        <translation>研究已恢复，直到编辑 %1（%2）；日志中无法读取的部分已丢失。</translation>
    </message>
    <message>
        <source>The study is in order, up to edit %1 (%2), from %3.</source>
        <translation>研究已从 %3 恢复，直到编辑 %1（%2）。</translation>
    </message>
    <message>
        <source>The damaged files are in %1.</source>
        <translation>损坏的文件在 %1。</translation>
    </message>
    <message>
        <source>Puts a study whose database is damaged in order: what can be read, else the newest sound backup.</source>
        <translation>修复数据库损坏的研究：取可读的内容，否则用最新的完好备份。</translation>
    </message>
    <message>
        <source>This backup, and no other.</source>
        <translation>只用此备份。</translation>
    </message>
    <message>
        <source>%1 with themselves	n %2	kappa %3</source>
        <translation>%1 与本人重复	n %2	kappa %3</translation>
    </message>
    <message>
        <source>label_wrong, model_wrong, ambiguous, poor_image, wrong_eye, report_mismatch or region_drawn.</source>
        <translation>label_wrong、model_wrong、ambiguous、poor_image、wrong_eye、report_mismatch 或 region_drawn。</translation>
    </message>
    <message>
        <source>Why, as review reasons lists it.</source>
        <translation>原因代码，见 review reasons 的列表。</translation>
    </message>
    <message>
        <source>Else that of its class.</source>
        <translation>不给出则用该类别的颜色。</translation>
    </message>
    <message>
        <source>Its number, as list shows it.</source>
        <translation>区域编号，见 list 的输出。</translation>
    </message>
    <message>
        <source>Findings marked on photographs, in picture pixels.</source>
        <translation>在眼底照片上标出的所见，以图像像素为单位。</translation>
    </message>
    <message>
        <source>A line a region: where it lies, what it is, who drew it.</source>
        <translation>每个区域一行：位置、内容、绘制者。</translation>
    </message>
    <message>
        <source>Only of this class; a part of its name suffices.</source>
        <translation>仅此类别；名称的一部分即可。</translation>
    </message>
    <message>
        <source>Only of this reader.</source>
        <translation>仅此评分者。</translation>
    </message>
    <message>
        <source>From a file with one JSON object a line (exam, eye, class, shape, geometry, as list --json prints them), or one from options. A brush comes as COCO&apos;s RLE. Never adds the same twice.</source>
        <translation>来自每行一个 JSON 对象的文件（exam、eye、class、shape、geometry，与 list --json 的输出相同），或由选项给出一个。画笔区域采用 COCO 的 RLE。相同的区域不会重复添加。</translation>
    </message>
    <message>
        <source>JSON Lines.</source>
        <translation>JSON Lines 文件。</translation>
    </message>
    <message>
        <source>right or left.</source>
        <translation>right 或 left。</translation>
    </message>
    <message>
        <source>What it shows: a finding of labels dictionary, or any words.</source>
        <translation>所示内容：labels dictionary 中的所见，或任意文字。</translation>
    </message>
    <message>
        <source>A point.</source>
        <translation>一个点。</translation>
    </message>
    <message>
        <source>Middle and half axes.</source>
        <translation>中心和半轴。</translation>
    </message>
    <message>
        <source>Three corners or more.</source>
        <translation>三个或更多顶点。</translation>
    </message>
    <message>
        <source>Another class, colour or place.</source>
        <translation>更改类别、颜色或位置。</translation>
    </message>
    <message>
        <source>What it shows.</source>
        <translation>所示内容。</translation>
    </message>
    <message>
        <source>Picture pixels to the right and down.</source>
        <translation>向右、向下移动的图像像素数。</translation>
    </message>
    <message>
        <source>Takes regions away; undo brings them back.</source>
        <translation>移除区域；撤销可恢复。</translation>
    </message>
    <message>
        <source>Verdicts from a table (exam, verdict, label, reason, comment, reader), or grades of a round (round, place, reader, eye, grade, comment). Never overwrites.</source>
        <translation>来自表格的审核结论（exam、verdict、label、reason、comment、reader），或评审轮的评分（round、place、reader、eye、grade、comment）。从不覆盖。</translation>
    </message>
    <message>
        <source>Cohen&apos;s or Fleiss&apos; kappa with intervals: of a round&apos;s readers, between them and with themselves; else of verdicts.</source>
        <translation>带置信区间的 Cohen 或 Fleiss Kappa：评审轮中评分者之间及与本人的一致性；否则为审核结论的一致性。</translation>
    </message>
    <message>
        <source>Grades of this round; else verdicts …</source>
        <translation>该评审轮的评分；否则为审核结论……</translation>
    </message>
    <message>
        <source>Resamples of patients for the intervals.</source>
        <translation>用于置信区间的患者重抽样次数。</translation>
    </message>
    <message>
        <source>Of the resamples.</source>
        <translation>重抽样的随机种子。</translation>
    </message>
    <message>
        <source>open</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>  disputed %1, settled %2, unresolved %3</source>
        <translation>  有争议 %1，已定论 %2，未解决 %3</translation>
    </message>
    <message>
        <source>No agreed case waits to be settled.</source>
        <translation>没有等待定论的一致病例。</translation>
    </message>
    <message>
        <source>The round.</source>
        <translation>评审轮。</translation>
    </message>
    <message>
        <source>Why.</source>
        <translation>原因。</translation>
    </message>
    <message>
        <source>Reading rounds: several readers grade the same exams, each alone. WHAT: new, list, show, queue (of --reader: a table that apply takes back), close.</source>
        <translation>评审轮：多名评分者各自独立地为同一批检查评分。WHAT：new、list、show、queue（--reader 的待评表格，可由 apply 读回）、close。</translation>
    </message>
    <message>
        <source>new, list, show, queue or close.</source>
        <translation>new、list、show、queue 或 close。</translation>
    </message>
    <message>
        <source>new: what is graded, a label set.</source>
        <translation>new：评分所用的标签集。</translation>
    </message>
    <message>
        <source>new: their names.</source>
        <translation>new：评分者姓名。</translation>
    </message>
    <message>
        <source>new: the exams; else all …</source>
        <translation>new：所含检查；不给出则为全部……</translation>
    </message>
    <message>
        <source>… or those of a frozen dataset.</source>
        <translation>……或某个已冻结数据集的检查。</translation>
    </message>
    <message>
        <source>new: share of cases that come a second time, hidden.</source>
        <translation>new：作为隐藏对照重复出现的病例比例。</translation>
    </message>
    <message>
        <source>new: of the readers&apos; orders.</source>
        <translation>new：各评分者顺序的随机种子。</translation>
    </message>
    <message>
        <source>new: labels, predictions and others&apos; grades are shown.</source>
        <translation>new：显示标签、预测和他人的评分。</translation>
    </message>
    <message>
        <source>queue: without what is graded.</source>
        <translation>queue：不含已评分的条目。</translation>
    </message>
    <message>
        <source>Cases of a round that all have graded, and not alike. Readers are A, B, C where the round is blind.</source>
        <translation>评审轮中所有人都已评分但结果不同的病例。盲法评审轮中评分者显示为 A、B、C。</translation>
    </message>
    <message>
        <source>Settled ones too.</source>
        <translation>也列出已定论的病例。</translation>
    </message>
    <message>
        <source>The readers by name.</source>
        <translation>显示评分者姓名。</translation>
    </message>
    <message>
        <source>The round&apos;s answer about a case: the label that follows has the source adjudicated.</source>
        <translation>评审轮对病例的定论：由此产生的标签来源为“仲裁”。</translation>
    </message>
    <message>
        <source>The case.</source>
        <translation>病例。</translation>
    </message>
    <message>
        <source>right or left; else every eye of it.</source>
        <translation>right 或 left；不给出则为该病例的每只眼。</translation>
    </message>
    <message>
        <source>A class, 1 or 0, or ungradable.</source>
        <translation>类别、1 或 0，或 ungradable。</translation>
    </message>
    <message>
        <source>It stays open to doubt: no label is set.</source>
        <translation>仍难以判定：不设标签。</translation>
    </message>
    <message>
        <source>All cases on which every reader says the same (source grader).</source>
        <translation>所有评分者意见一致的病例（来源为评分者）。</translation>
    </message>
    <message>
        <source>The reason codes of verdicts, or a study&apos;s own from a table.</source>
        <translation>审核结论的原因代码，或由表格给出的本研究代码。</translation>
    </message>
    <message>
        <source>CSV: verdict, code, title, title_zh; with the heading alone the usual ones come back.</source>
        <translation>CSV：verdict、code、title、title_zh；只有表头时恢复默认代码。</translation>
    </message>
    <message>
        <source>Run %1 of %2: %3</source>
        <translation>第 %1 个运行，共 %2 个：%3</translation>
    </message>
    <message>
        <source>Interrupted; what was finished is kept. Repeat the command to go on.</source>
        <translation>已中断；完成的部分已保留。再次执行该命令即可继续。</translation>
    </message>
    <message>
        <source>The validation figure to compare by; else the one that chooses each run&apos;s state.</source>
        <translation>用于比较的验证集指标；不给出时用选择每个运行状态的指标。</translation>
    </message>
    <message>
        <source>Train a group of runs: settings varied, or folds of a cross-validation.</source>
        <translation>训练一组运行：改变设置，或交叉验证的各折。</translation>
    </message>
    <message>
        <source>Each is an ordinary run of the study, named after the group. Repeating the command goes on where it ended. A line a run, then the table: mean and spread over the folds, best first.</source>
        <translation>每一个都是研究中的普通运行，以组名命名。再次执行该命令会从中断处继续。每个运行一行，最后是表格：各折的均值与离散度，最好的在前。</translation>
    </message>
    <message>
        <source>Name of the group.</source>
        <translation>组的名称。</translation>
    </message>
    <message>
        <source>Try each of these values, with each of the other grids&apos;.</source>
        <translation>逐一尝试这些值，并与其他网格的值两两组合。</translation>
    </message>
    <message>
        <source>Draw from this range, or from values; the draws follow the seed.</source>
        <translation>从该范围或这些值中抽取；抽取由种子决定。</translation>
    </message>
    <message>
        <source>How many to draw.</source>
        <translation>抽取多少组。</translation>
    </message>
    <message>
        <source>Cross-validate each over K parts of the patients; 3 or more.</source>
        <translation>把患者分成 K 份，对每组设置做交叉验证；至少 3 份。</translation>
    </message>
    <message>
        <source>Successive halving: all train a part of the steps, the best 1 of N go on to N times as many.</source>
        <translation>逐次减半：全部先训练一部分步数，每 N 个中最好的 1 个继续训练 N 倍的步数。</translation>
    </message>
    <message>
        <source>The table of a group as it stands.</source>
        <translation>一个组当前的表格。</translation>
    </message>
    <message>
        <source>aligned: agreement %1, turned by %2°, %3 times as large</source>
        <translation>已对齐：一致度 %1，旋转 %2°，大小为 %3 倍</translation>
    </message>
    <message>
        <source>not aligned: agreement %1, overlap %2</source>
        <translation>未对齐：一致度 %1，重叠 %2</translation>
    </message>
    <message>
        <source>Lay one photograph of an eye upon another one by its vessels.</source>
        <translation>依据血管把同一只眼的一张照片叠放到另一张上。</translation>
    </message>
    <message>
        <source>map: x&apos; = a x + b y + c, y&apos; = d x + e y + f from pixels of MOVING to pixels of FIXED. Status 1 where the vessels do not agree: not aligned.</source>
        <translation>变换：x&apos; = a x + b y + c，y&apos; = d x + e y + f，从 MOVING 的像素到 FIXED 的像素。血管不一致时状态为 1：未对齐。</translation>
    </message>
    <message>
        <source>The photograph that stays as it is.</source>
        <translation>保持不动的照片。</translation>
    </message>
    <message>
        <source>Another one of the same eye.</source>
        <translation>同一只眼的另一张照片。</translation>
    </message>
    <message>
        <source>MOVING as it lies on FIXED.</source>
        <translation>叠放到 FIXED 上的 MOVING。</translation>
    </message>
    <message>
        <source>Time the parts as well, layer by layer, beside what the machine could do.</source>
        <translation>同时逐层为各部分计时，并与机器的上限对照。</translation>
    </message>
    <message>
        <source>A photograph from its file: whole, reduced, as a network&apos;s input, augmented.</source>
        <translation>一张照片：从文件读取，完整、缩小、作为网络输入、经数据增强。</translation>
    </message>
    <message>
        <source>Its file; without it a made-up JPEG of 2048 x 1536.</source>
        <translation>照片文件；不指定则用生成的 2048 x 1536 JPEG。</translation>
    </message>
    <message>
        <source>A linear probe on fixed features: one logistic regression a label.</source>
        <translation>固定特征上的线性探测：每个标签一个逻辑回归。</translation>
    </message>
    <message>
        <source>float32, N x width; without it 4000 x 768 made-up ones.</source>
        <translation>float32，N x 宽度；不指定则用生成的 4000 x 768 特征。</translation>
    </message>
    <message>
        <source>int64 of 0 and 1, N x labels.</source>
        <translation>int64，取值 0 和 1，N x 标签数。</translation>
    </message>
    <message>
        <source>Weight of the log-losses beside half the squares.</source>
        <translation>对数损失相对于半平方和的权重。</translation>
    </message>
    <message>
        <source>The 100 nearest of many embeddings.</source>
        <translation>从大量嵌入中找最近的 100 个。</translation>
    </message>
    <message>
        <source>Instead, photographs that this run&apos;s network sees as nearly the same.</source>
        <translation>改为查找该运行的网络认为几乎相同的照片。</translation>
    </message>
    <message>
        <source>Disc, cup, fovea, lengths and areas that readers marked.</source>
        <translation>阅片者标出的视盘、视杯、中心凹、长度和面积。</translation>
    </message>
    <message>
        <source>A line a photograph: disc and cup, their vertical ratio, the fovea, lengths and areas in disc diameters (DD) with the sector of the ETDRS grid and of the quadrants about the disc.</source>
        <translation>每张照片一行：视盘和视杯、垂直杯盘比、中心凹，以及以视盘直径（DD）为单位的长度和面积，并注明 ETDRS 网格的分区和视盘周围的象限。</translation>
    </message>
    <message>
        <source>Also a table, a row a measure.</source>
        <translation>另写出表格，每项测量一行。</translation>
    </message>
    <message>
        <source>Marks a photograph, in pixels as it is shown; what is not named stays. One edit, one step of undo.</source>
        <translation>在照片上做测量标记，以显示时的像素为单位；未指定的保持不变。一次编辑，一步撤销。</translation>
    </message>
    <message>
        <source>Which photograph.</source>
        <translation>哪张照片。</translation>
    </message>
    <message>
        <source>The disc: its middle and size.</source>
        <translation>视盘：中心和大小。</translation>
    </message>
    <message>
        <source>The cup likewise.</source>
        <translation>视杯：同上。</translation>
    </message>
    <message>
        <source>The fovea.</source>
        <translation>中心凹。</translation>
    </message>
    <message>
        <source>Another length.</source>
        <translation>再加一条长度。</translation>
    </message>
    <message>
        <source>Another area, by its corners.</source>
        <translation>再加一块面积，由各顶点给出。</translation>
    </message>
    <message>
        <source>First take all marks of this photograph away.</source>
        <translation>先移除此照片的全部测量标记。</translation>
    </message>
    <message>
        <source>Looks for disc and fovea in photographs: proposals for a reader, no measurements.</source>
        <translation>在照片中查找视盘和中心凹：供阅片者参考的建议，不是测量结果。</translation>
    </message>
    <message>
        <source>Keep them as marks where a photograph has none; each is an edit.</source>
        <translation>照片没有标记时保存为标记；每张为一次编辑。</translation>
    </message>
    <message>
        <source>Photographs whose eye or exam is unclear, and what they seem to be.</source>
        <translation>眼别或所属检查不明的照片，以及对它们的推测。</translation>
    </message>
    <message>
        <source>Photographs of unknown eye, and single ones that seem to be another one&apos;s fellow, with a proposal, its reasons and confidence. Look at the photographs before (retclip quality look): then the pictures speak too.</source>
        <translation>眼别未知的照片，以及看似另一张照片对侧眼的单张照片，附建议、理由和置信度。请先查看照片（retclip quality look）：这样图像也可作为依据。</translation>
    </message>
    <message>
        <source>Only proposals of this confidence, 0.5 to 1.</source>
        <translation>只列出达到此置信度的建议，0.5 至 1。</translation>
    </message>
    <message>
        <source>Also as a table that apply takes.</source>
        <translation>另写出 apply 可读取的表格。</translation>
    </message>
    <message>
        <source>Does what a table says (columns image, exam, eye), or takes the proposals from a confidence on. An edit each; retclip undo takes them back one by one.</source>
        <translation>按表格（列 image、exam、eye）执行，或采纳达到某一置信度的建议。每项为一次编辑；retclip undo 可逐次撤销。</translation>
    </message>
    <message>
        <source>CSV, as list --out writes it.</source>
        <translation>CSV，与 list --out 写出的相同。</translation>
    </message>
    <message>
        <source>Instead, proposals of this confidence.</source>
        <translation>改为采纳达到此置信度的建议。</translation>
    </message>
    <message>
        <source>Who decides.</source>
        <translation>由谁决定。</translation>
    </message>
    <message>
        <source>The words that reports use.</source>
        <translation>报告所用的词。</translation>
    </message>
    <message>
        <source>Words and phrases by the number of reports that hold them, found without a dictionary, in Chinese and other languages. --near: terms that stand in like contexts (synonyms, degrees, opposites), and terms of the same reports.</source>
        <translation>按含有它们的报告数列出词和短语，不用词典，适用于中文及其他语言。--near：上下文相似的术语（同义词、程度词、反义词），以及同一报告中的术语。</translation>
    </message>
    <message>
        <source>Terms that have to do with this one.</source>
        <translation>与此术语有关的术语。</translation>
    </message>
    <message>
        <source>In so many reports at least.</source>
        <translation>至少出现在这么多份报告中。</translation>
    </message>
    <message>
        <source>Also single characters and words of one or two letters.</source>
        <translation>也包括单个汉字以及一两个字母的词。</translation>
    </message>
    <message>
        <source>Without --run photographs are compared by their looks (light and layout), not by what they show.</source>
        <translation>没有 --run 时按外观（光线和布局）比较照片，而不是按其显示的内容。</translation>
    </message>
    <message>
        <source>Without --run reports are compared by the words that they share, not by what they mean.</source>
        <translation>没有 --run 时按共有的词比较报告，而不是按含义。</translation>
    </message>
    <message>
        <source>%1 has nothing to compare by and was left out.</source>
        <translation>%1 没有可供比较的内容，已略过。</translation>
    </message>
    <message>
        <source>Find a text in reports, or exams that are like others.</source>
        <translation>在报告中查找文本，或查找与其他检查相似的检查。</translation>
    </message>
    <message>
        <source>A text as it stands in reports; or --like: the exams most like some and unlike others, by a run&apos;s embeddings, else by the looks of photographs or the words of reports.</source>
        <translation>报告中的原文；或用 --like：与某些检查最相似而与另一些不相似的检查，依据运行的嵌入，否则依据照片外观或报告用词。</translation>
    </message>
    <message>
        <source>Exams that others shall be like.</source>
        <translation>要与之相似的检查。</translation>
    </message>
    <message>
        <source>Exams that they shall not be like.</source>
        <translation>要与之不相似的检查。</translation>
    </message>
    <message>
        <source>Whose embeddings are compared.</source>
        <translation>比较哪个运行的嵌入。</translation>
    </message>
    <message>
        <source>Compare this eye only.</source>
        <translation>只比较这只眼。</translation>
    </message>
    <message>
        <source>What is compared.</source>
        <translation>比较什么。</translation>
    </message>
    <message>
        <source>the RET-CLIP workstation without a window</source>
        <translation>不带窗口的 RET-CLIP 工作站</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>Failed; standard error says what happened, what was kept and what to do.</source>
        <translation>失败；标准错误输出说明发生了什么、保留了什么、该怎么做。</translation>
    </message>
    <message>
        <source>Wrong usage; nothing was done.</source>
        <translation>用法有误；什么都没有做。</translation>
    </message>
    <message>
        <source>Interrupted; what was finished is kept.</source>
        <translation>已中断；已完成的部分均已保留。</translation>
    </message>
    <message>
        <source>%1 (%2 % here, %3 % elsewhere)</source>
        <translation>%1（此处 %2 %，其他 %3 %）</translation>
    </message>
    <message>
        <source>far from its neighbours: %1 (%2 times as far as usual)</source>
        <translation>远离邻近检查：%1（为通常距离的 %2 倍）</translation>
    </message>
    <message>
        <source>drift: MMD² %1, p = %2, means %3 standard deviations apart (%4 against %5 patients)</source>
        <translation>漂移：MMD² %1，p = %2，均值相差 %3 个标准差（%4 名与 %5 名患者）</translation>
    </message>
    <message>
        <source>A map of all embeddings of a run.</source>
        <translation>一次运行的全部嵌入向量的地图。</translation>
    </message>
    <message>
        <source>Two places an exam, its cluster and how far it lies from its neighbours, as a table; clusters with a guess at their terms; whether two imports lie in the same place (kernel two-sample test, 999 permutations).</source>
        <translation>以表格给出每次检查的两个坐标、所属聚类及与邻近检查的距离；各聚类及其推测用词；两次导入是否处于同一位置（核双样本检验，999 次置换）。</translation>
    </message>
    <message>
        <source>Principal components, or t-SNE of them.</source>
        <translation>主成分，或对主成分做 t-SNE。</translation>
    </message>
    <message>
        <source>Embeddings of photographs or of reports.</source>
        <translation>照片或报告的嵌入向量。</translation>
    </message>
    <message>
        <source>The table; else it is printed.</source>
        <translation>表格文件；否则直接输出。</translation>
    </message>
    <message>
        <source>So many groups; 0: none.</source>
        <translation>聚类数；0：不聚类。</translation>
    </message>
    <message>
        <source>Names the remotest exams.</source>
        <translation>列出最偏远的检查。</translation>
    </message>
    <message>
        <source>Exams that may have drifted …</source>
        <translation>可能发生漂移的检查 …</translation>
    </message>
    <message>
        <source>… against these.</source>
        <translation>… 与这些检查相比。</translation>
    </message>
    <message>
        <source>Of clusters and permutations.</source>
        <translation>用于聚类和置换。</translation>
    </message>
    <message>
        <source>Also the N hardest searches, how ranks fall, and which findings are taken for which.</source>
        <translation>另列出最难的 N 次检索、名次分布，以及哪些所见互相混淆。</translation>
    </message>
    <message>
        <source>With --hardest: whose classes are confused.</source>
        <translation>与 --hardest 同用：按哪个标签集的类别统计混淆。</translation>
    </message>
    <message>
        <source>%1: shuffled weights %2, occlusion %3 (rank correlations); deletion %4, by chance %5; insertion %6, by chance %7</source>
        <translation>%1：权重打乱 %2，遮挡 %3（秩相关）；删除 %4，随机 %5；插入 %6，随机 %7</translation>
    </message>
    <message>
        <source>  points at a region in %1 of %2 photographs (chance %3)</source>
        <translation>  在 %2 张照片中的 %1 张指向区域（随机水平 %3）</translation>
    </message>
    <message>
        <source>  passed</source>
        <translation>  通过</translation>
    </message>
    <message>
        <source>  failed: %1</source>
        <translation>  未通过：%1</translation>
    </message>
    <message>
        <source>A picture an eye, and tokens.json with a weight a token. With --check instead whether the maps can be trusted: against shuffled weights, occlusion, greying out, and the regions of the study; kept in the run&apos;s folder.</source>
        <translation>每只眼一张图片，另有 tokens.json 给出各词元的权重。加 --check 则检验图是否可信：与打乱的权重、遮挡、涂灰以及研究中的区域相比；结果保存在运行文件夹中。</translation>
    </message>
    <message>
        <source>Check the methods instead.</source>
        <translation>改为检验各方法。</translation>
    </message>
    <message>
        <source>With --check: on these exams …</source>
        <translation>与 --check 同用：在这些检查上 …</translation>
    </message>
    <message>
        <source>… at most so many of them; 0: all.</source>
        <translation>… 最多这么多次；0：全部。</translation>
    </message>
    <message numerus="yes">
        <source>Would set back %n exam(s) to how they were after edit %1 (%2).</source>
        <translation>
            <numerusform>将把 %n 次检查恢复到编辑 %1（%2）之后的状态。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set back %n exam(s) to how they were after edit %1 (%2).</source>
        <translation>
            <numerusform>已把 %n 次检查恢复到编辑 %1（%2）之后的状态。</numerusform>
        </translation>
    </message>
    <message>
        <source>Left as they are, since an import has changed them or exams that photographs went between: %1</source>
        <translation>保持不变，因为此后有导入更改了它们，或更改了与它们之间移动过照片的检查：%1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Confident learning: of %1 labels some %2 are wrong.</source>
        <translation>置信学习：%1 个标签中约有 %2 个有误。</translation>
    </message>
    <message>
        <source>Labels that are likely wrong, as one list with reasons, the likeliest first: cross-validated predictions on a run&apos;s embeddings, other labels on nearly the same photograph, reports that do not fit, eyes and readers that differ. Nothing is changed.</source>
        <translation>可能有误的标签，合为一个附理由的列表，最可疑的在前：基于运行嵌入向量的交叉验证预测、几乎相同的照片却有不同标签、不相符的报告、双眼不一致、评分者不一致。不作任何更改。</translation>
    </message>
    <message>
        <source>Label set, or NAME/CLASS.</source>
        <translation>标签集，或 名称/类别。</translation>
    </message>
    <message>
        <source>Whose embeddings are looked at.</source>
        <translation>使用哪次运行的嵌入向量。</translation>
    </message>
    <message>
        <source>Parts for cross-validation; 0: the run&apos;s own predictions, as it was evaluated.</source>
        <translation>交叉验证的折数；0：使用运行自身评估时的预测。</translation>
    </message>
    <message>
        <source>Only these: model, duplicates, report_image, eyes, report_label, readers.</source>
        <translation>仅限这些种类：model、duplicates、report_image、eyes、report_label、readers。</translation>
    </message>
    <message>
        <source>At most so many; 0: all.</source>
        <translation>最多列出的数量；0：全部。</translation>
    </message>
    <message>
        <source>Also a table, a row an exam.</source>
        <translation>另写一份表格，每次检查一行。</translation>
    </message>
    <message>
        <source>Deals the folds.</source>
        <translation>用于划分各折。</translation>
    </message>
    <message>
        <source>The label sets: kind, classes with key and colour, what they mean.</source>
        <translation>标签集：类型、带按键和颜色的类别、含义。</translation>
    </message>
    <message>
        <source>Makes a label set.</source>
        <translation>创建标签集。</translation>
    </message>
    <message>
        <source>Its name, without a slash.</source>
        <translation>名称，不含斜杠。</translation>
    </message>
    <message>
        <source>What a label may be.</source>
        <translation>标签的类型。</translation>
    </message>
    <message>
        <source>Its classes, in order; keys 1 to 9 follow.</source>
        <translation>类别，按顺序；对应按键 1 到 9。</translation>
    </message>
    <message>
        <source>Labels are about each eye, not the exam.</source>
        <translation>标签针对每只眼，而不是检查。</translation>
    </message>
    <message>
        <source>What is labelled, by which rules.</source>
        <translation>标注什么，依据什么规则。</translation>
    </message>
    <message>
        <source>Says what a label set or one of its classes means, and its colour; undo takes it back.</source>
        <translation>说明标签集或其某一类别的含义及颜色；可撤销。</translation>
    </message>
    <message>
        <source>One of its classes; else the set as a whole.</source>
        <translation>其中一个类别；否则为整个标签集。</translation>
    </message>
    <message>
        <source>What it means; empty: nothing is said.</source>
        <translation>含义；为空：不作说明。</translation>
    </message>
    <message>
        <source>Colour of the class; empty: by its place.</source>
        <translation>类别的颜色；为空：按位置。</translation>
    </message>
    <message>
        <source>Label sets and what they mean; labels that are likely wrong, or that reports propose.</source>
        <translation>标签集及其含义；可能有误的标签，或报告所建议的标签。</translation>
    </message>
    <message>
        <source>Print the manual page, as man reads it.</source>
        <translation>输出手册页，供 man 阅读。</translation>
    </message>
    <message>
        <source>Print a script that completes retclip&apos;s words in a shell.</source>
        <translation>输出在 shell 中补全 retclip 词语的脚本。</translation>
    </message>
    <message>
        <source>bash or zsh.</source>
        <translation>bash 或 zsh。</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>no colour profile</source>
        <translation>无颜色配置文件</translation>
    </message>
    <message>
        <source>colour profile: %1, the screen&apos;s own</source>
        <translation>颜色配置文件：%1，与屏幕一致</translation>
    </message>
    <message>
        <source>colour profile: %1, converted</source>
        <translation>颜色配置文件：%1，已转换</translation>
    </message>
    <message>
        <source>colour profile: %1, cannot be used</source>
        <translation>颜色配置文件：%1，无法使用</translation>
    </message>
    <message>
        <source>Say what a photograph&apos;s file is and how it is shown.</source>
        <translation>说明照片文件的类型及其显示方式。</translation>
    </message>
    <message>
        <source>Format, size and colour profile; colours: untagged, srgb, converted (to sRGB, for the screen alone: a network sees the stored values) or unusable.</source>
        <translation>格式、尺寸和颜色配置文件；colours：untagged（无配置文件）、srgb、converted（转换为 sRGB，仅用于屏幕：网络看到的是存储值）或 unusable（无法使用）。</translation>
    </message>
    <message>
        <source>Write a PNG of each there, in the colours of the window.</source>
        <translation>在该处为每张照片写出 PNG，颜色与窗口中一致。</translation>
    </message>
    <message>
        <source>A line an exam with a fault: blurred, overexposed, underexposed, uneven, low_contrast, glare, field_cut, small_disc, unreadable. quality is 0 (poor) to 1; below 0.5 is a fault. With --all --json also the eye that each photograph looks like, and centre: what lies in the middle of its field (disc, macula, between, unknown; field: in queries, after look).</source>
        <translation>每个有缺陷的检查一行：blurred、overexposed、underexposed、uneven、low_contrast、glare、field_cut、small_disc、unreadable。quality 从 0（差）到 1；低于 0.5 即为缺陷。加 --all --json 时还给出每张照片看起来属于哪只眼，以及 centre：视野中心的内容（disc 视盘、macula 黄斑、between 两者之间、unknown 未知；运行 look 后可在查询中用 field:）。</translation>
    </message>
    <message>
        <source>In a text, +term adds and -term subtracts a half, +term^2 twice. Embeddings are made once and kept.</source>
        <translation>在文本中，+词 加上、-词 减去一半，+词^2 为两倍。嵌入向量只计算一次并保留。</translation>
    </message>
    <message>
        <source>A page with settings, curves and figures, and its numbers beside it as CSV.</source>
        <translation>含设置、曲线与数值的页面，旁附 CSV 数值表。</translation>
    </message>
    <message>
        <source>Page to write (.html).</source>
        <translation>要写入的页面（.html）。</translation>
    </message>
    <message>
        <source>Where lesions were drawn stands on the photographs of the study as regions.</source>
        <translation>将绘制病灶的位置作为区域记在研究的照片上。</translation>
    </message>
    <message>
        <source>Works the hash out again, from each photograph as it is on disk now.</source>
        <translation>按磁盘上每张照片的现状重新计算哈希值。</translation>
    </message>
    <message>
        <source>%1 of %2 GB free</source>
        <translation>可用 %1 / %2 GB</translation>
    </message>
    <message>
        <source>With --run: how alike they must be; else 0.97.</source>
        <translation>与 --run 一起用：至少多相似；默认 0.97。</translation>
    </message>
    <message>
        <source>With --run: auto, cpu or cuda:N.</source>
        <translation>与 --run 一起用：auto、cpu 或 cuda:N。</translation>
    </message>
    <message numerus="yes">
        <source>Would set back %n exam(s) to how they were before the first edit.</source>
        <translation>
            <numerusform>将把 %n 次检查恢复到第一次编辑之前的状态。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Set back %n exam(s) to how they were before the first edit.</source>
        <translation>
            <numerusform>已把 %n 次检查恢复到第一次编辑之前的状态。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 pages of the database have no sum: whether they are as they were written cannot be said.</source>
        <translation>数据库 %2 页中有 %1 页没有校验和：无法判断它们是否与写入时一致。</translation>
    </message>
    <message>
        <source>All else is well, so sums were taken of %1 pages as they are now; from now on every change is found.</source>
        <translation>其余一切正常，已按现状为 %1 页计算校验和；今后任何改变都会被发现。</translation>
    </message>
    <message>
        <source>Sums are taken by a check that finds nothing else and may write: close the window that has the study open, and check again.</source>
        <translation>校验和由未发现其他问题且可写入的检查来计算：请关闭打开该研究的窗口，再检查一次。</translation>
    </message>
    <message>
        <source>Keep the names of files and folders; each is flagged.</source>
        <translation>保留文件和文件夹的名称；每个都会标出。</translation>
    </message>
    <message>
        <source>unknown eye</source>
        <translation>眼别未知</translation>
    </message>
    <message>
        <source>right eye</source>
        <translation>右眼</translation>
    </message>
    <message>
        <source>left eye</source>
        <translation>左眼</translation>
    </message>
    <message>
        <source>: %1 of 256 bits differ</source>
        <translation>：256 位中有 %1 位不同</translation>
    </message>
    <message>
        <source>same photograph</source>
        <translation>同一张照片</translation>
    </message>
    <message>
        <source>same report</source>
        <translation>相同的报告</translation>
    </message>
    <message>
        <source>photographs that look the same</source>
        <translation>看起来相同的照片</translation>
    </message>
    <message>
        <source>alike to the network</source>
        <translation>网络看来相似</translation>
    </message>
    <message>
        <source>(undone)</source>
        <translation>（已撤销）</translation>
    </message>
    <message>
        <source>%1 pages of the database were written by something else than this program, or changed where it was copied (noticed %2). What they say cannot be vouched for: compare it with a backup or with where it came from.</source>
        <translation>数据库有 %1 页不是由本程序写入的，或在复制时有改动（%2 发现）。其内容无法保证：请与备份或来源比较。</translation>
    </message>
    <message>
        <source>%1 pages of the database were written by something else than this program, or changed where it was copied. What they say cannot be vouched for: compare it with a backup or with where it came from.</source>
        <translation>数据库有 %1 页不是由本程序写入的，或在复制时有改动。其内容无法保证：请与备份或来源比较。</translation>
    </message>
    <message>
        <source>Memory: about %1 of %2 that are free.</source>
        <translation>内存：约需 %1，可用 %2。</translation>
    </message>
    <message>
        <source>an unknown amount</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Not even one patient at a time fits: choose a smaller network or image side.</source>
        <translation>连一次一名患者也放不下：请选择更小的网络或图像边长。</translation>
    </message>
    <message>
        <source>It does not fit. The fastest that does: %1 (%2, a step takes %3 times as long).</source>
        <translation>放不下。放得下的最快设置：%1（%2，每步用时为 %3 倍）。</translation>
    </message>
    <message>
        <source>The height of this process in steps of a run on made-up patients, beside what was estimated.</source>
        <translation>用虚构患者训练若干步时本进程的内存峰值，与估计值并列。</translation>
    </message>
    <message>
        <source>A run&apos;s preset.</source>
        <translation>训练的预设。</translation>
    </message>
    <message>
        <source>For fine-tuning: any name.</source>
        <translation>用于微调：任意名称。</translation>
    </message>
    <message>
        <source>Steps.</source>
        <translation>步数。</translation>
    </message>
    <message>
        <source>From the key to the pictures: the text embedded, the study searched, the first screen of pairs decoded; warm, without painting.</source>
        <translation>从按键到图像：嵌入文本、检索研究、解码首屏的成对照片；已预热，不含绘制。</translation>
    </message>
    <message>
        <source>Folder of benchmarks; made where it is not there.</source>
        <translation>基准文件夹；不存在时建立。</translation>
    </message>
    <message>
        <source>As benchmark list names it.</source>
        <translation>与 benchmark list 中的名称一致。</translation>
    </message>
    <message>
        <source>Others&apos; figures beside yours: benchmark, protocol, metric, model, value, source.</source>
        <translation>与您的并列的他人数值：benchmark、protocol、metric、model、value、source。</translation>
    </message>
    <message>
        <source>Write the table there, too.</source>
        <translation>同时把表写到该处。</translation>
    </message>
    <message>
        <source>Public benchmarks: where they are, taking a download in, runs by the published protocols, the table.</source>
        <translation>公开基准：从何处获得、加入下载文件、按已发表方案运行、汇总表。</translation>
    </message>
    <message>
        <source>The benchmarks that are known, a line each.</source>
        <translation>已知的基准，每行一个。</translation>
    </message>
    <message>
        <source>Also which of them are there.</source>
        <translation>并列出其中哪些已在。</translation>
    </message>
    <message>
        <source>One: address, licence, layout, split, classes and prompts.</source>
        <translation>单个：地址、许可、布局、划分、类别与提示词。</translation>
    </message>
    <message>
        <source>Takes a download in, checks its counts, freezes its splits. Safe to repeat.</source>
        <translation>加入下载文件，核对数量，冻结划分。可重复执行。</translation>
    </message>
    <message>
        <source>Folder or ZIP archive.</source>
        <translation>文件夹或 ZIP 压缩包。</translation>
    </message>
    <message>
        <source>Probe and fine-tuning with several seeds. Repeating goes on where it ended; then the table.</source>
        <translation>以多个种子做探针与微调。重复执行会从停处继续；然后给出表。</translation>
    </message>
    <message>
        <source>This benchmark.</source>
        <translation>此基准。</translation>
    </message>
    <message>
        <source>Every benchmark that is there.</source>
        <translation>已有的每个基准。</translation>
    </message>
    <message>
        <source>The network&apos;s checkpoint; or --study and --run.</source>
        <translation>网络的检查点；或 --study 与 --run。</translation>
    </message>
    <message>
        <source>With --run: whose run the network is.</source>
        <translation>与 --run 合用：网络属于哪个研究的运行。</translation>
    </message>
    <message>
        <source>Of the network in the table; else the run&apos;s or the file&apos;s.</source>
        <translation>网络在表中的名称；否则取运行或文件的名称。</translation>
    </message>
    <message>
        <source>Linear probe, full fine-tuning, or both.</source>
        <translation>线性探针、完全微调或两者。</translation>
    </message>
    <message>
        <source>Seeds of each.</source>
        <translation>每种的种子数。</translation>
    </message>
    <message>
        <source>Percent of the training patients, for low-data curves.</source>
        <translation>训练患者的百分比，用于小样本曲线。</translation>
    </message>
    <message>
        <source>Change a setting of the protocol.</source>
        <translation>更改方案的一项设置。</translation>
    </message>
    <message>
        <source>What the runs found, mean and spread over the seeds.</source>
        <translation>各运行的结果，种子间的均值与离散度。</translation>
    </message>
    <message>
        <source>patients: %1, exams: %2, photographs: %3, reports: %4, labels: %5; unchanged: %6, rows left out: %7, photographs left out: %8, to look at: %9%10</source>
        <translation>患者：%1，检查：%2，照片：%3，报告：%4，标签：%5；未变：%6，未导入的行：%7，未导入的照片：%8，需查看：%9%10</translation>
    </message>
    <message>
        <source>The window&apos;s query language: words of the report and tests, such as label:glaucoma age:60..75 -tag:bad. A star stands for any characters (camera:TRC*, patient:U00*, label:DR/mod*), in quotation marks for itself.</source>
        <translation>窗口的查询语言：报告中的词和条件，例如 label:glaucoma age:60..75 -tag:bad。星号代表任意字符（camera:TRC*、patient:U00*、label:DR/mod*），放在引号中则就是星号。</translation>
    </message>
    <message>
        <source>Another run on the same question: what moved up, is new or lost since it.</source>
        <translation>同一问题的另一次运行：相比之下哪些上升、新增或丢失。</translation>
    </message>
    <message>
        <source>What the review found: %1</source>
        <translation>复核发现：%1</translation>
    </message>
    <message>
        <source>Freezes the corrected labels, learns from them as the reviewed run did, and says what they were worth.</source>
        <translation>冻结改正后的标签，按被复核的运行同样学习，并说明其价值。</translation>
    </message>
    <message>
        <source>The run whose predictions were reviewed.</source>
        <translation>其预测被复核的运行。</translation>
    </message>
    <message>
        <source>Of its evaluations the newest with these labels; else the newest.</source>
        <translation>其评估中使用这些标签的最新一个；否则最新的一个。</translation>
    </message>
    <message>
        <source>Of dataset and run; else the run&apos;s, -corrected.</source>
        <translation>数据集与运行的名称；否则为原运行名加 -corrected。</translation>
    </message>
    <message>
        <source>Resamples of patients for the interval.</source>
        <translation>计算区间所用的患者重抽样次数。</translation>
    </message>
    <message>
        <source>Who freezes and starts it.</source>
        <translation>由谁冻结并启动。</translation>
    </message>
    <message>
        <source>What readers found: verdict, reason, class and group, counted, as a page and as numbers.</source>
        <translation>阅片者的发现：按判定、原因、类别和分组计数，存为网页与数值。</translation>
    </message>
    <message>
        <source>Only verdicts about this label set.</source>
        <translation>仅限关于此标签集的判定。</translation>
    </message>
    <message>
        <source>What readers decided as DICOM structured reports (TID 1500), one an exam, each read back.</source>
        <translation>把阅片者的决定写成 DICOM 结构化报告（TID 1500），每次检查一份，均回读核对。</translation>
    </message>
    <message>
        <source>A new folder.</source>
        <translation>新的文件夹。</translation>
    </message>
    <message>
        <source>Which order of review is worth its labels: margin, entropy and core-set against random, on labels that are known.</source>
        <translation>哪种复核次序最值得花标签：在已知标签上把间隔、熵、核心集与随机相比。</translation>
    </message>
    <message>
        <source>Whose features are probed.</source>
        <translation>对谁的特征做探针。</translation>
    </message>
    <message>
        <source>Labels drawn at random to begin with.</source>
        <translation>开始时随机抽取的标签数。</translation>
    </message>
    <message>
        <source>Labels more a round.</source>
        <translation>每轮增加的标签数。</translation>
    </message>
    <message>
        <source>Rounds.</source>
        <translation>轮数。</translation>
    </message>
    <message>
        <source>With other first labels; the mean is shown.</source>
        <translation>换用不同的起始标签；显示均值。</translation>
    </message>
    <message>
        <source>List, show, report, import or delete training runs.</source>
        <translation>列出、查看、报告、导入或删除训练。</translation>
    </message>
    <message>
        <source>Takes in a run that was trained elsewhere on this study&apos;s data: its folder, or the job folder it came from.</source>
        <translation>导入在别处用本研究数据训练的结果：其文件夹，或它所来自的作业文件夹。</translation>
    </message>
    <message>
        <source>Folder with run.json, manifest.jsonl and checkpoints.</source>
        <translation>含有 run.json、manifest.jsonl 和 checkpoints 的文件夹。</translation>
    </message>
    <message>
        <source>Name of the run; else the folder&apos;s.</source>
        <translation>训练的名称；否则用文件夹名。</translation>
    </message>
    <message>
        <source>There is no backup in the study&apos;s folder. Put a damaged study in order with: retclip study recover %1</source>
        <translation>研究文件夹中没有备份。修复受损研究：retclip study recover %1</translation>
    </message>
    <message>
        <source>The newest backup is of %2. Put a damaged study in order with: retclip study recover %1</source>
        <translation>最新备份时间为 %2。修复受损研究：retclip study recover %1</translation>
    </message>
    <message>
        <source>Where you know who wrote it: retclip study check --accept %1</source>
        <translation>若您知道是谁写入的：retclip study check --accept %1</translation>
    </message>
    <message>
        <source>The database was changed past this program, and that was right: take its pages as they are now.</source>
        <translation>数据库在本程序之外被修改，且修改无误：以当前页面为准。</translation>
    </message>
    <message>
        <source>%1 of them were ready from an unpacking that was stopped.</source>
        <translation>其中 %1 个在上次中断的解包中已就绪。</translation>
    </message>
    <message>
        <source>The package, NAME.retclip.</source>
        <translation>研究包，名称.retclip。</translation>
    </message>
    <message>
        <source>Keeps a whole study in one file with a checksum of each part, to move or archive it.</source>
        <translation>把整个研究存为一个文件，每个部分带校验和，用于移动或归档。</translation>
    </message>
    <message>
        <source>Without the files of training runs.</source>
        <translation>不含训练的文件。</translation>
    </message>
    <message>
        <source>Makes a study of a package: all is checked before it is put in place; stopped, it goes on when repeated.</source>
        <translation>由研究包生成研究：全部检查之后才放到位；中断后重复即可接着进行。</translation>
    </message>
    <message>
        <source>Folder of the new study.</source>
        <translation>新研究的文件夹。</translation>
    </message>
    <message>
        <source>Go on from a run&apos;s last checkpoint; with --set under another rate, device or precision.</source>
        <translation>从训练的最近检查点继续；可用 --set 更改学习率、设备或精度。</translation>
    </message>
    <message>
        <source>Do not train: memory and time that the run would take, and the fastest settings that fit.</source>
        <translation>不训练：给出训练所需的内存和时间，以及放得下的最快设置。</translation>
    </message>
    <message>
        <source>Do not train: write a folder with all that the run needs on a cluster, its Slurm script and its torchrun command.</source>
        <translation>不训练：写出一个文件夹，内含在集群上训练所需的一切、Slurm 脚本和 torchrun 命令。</translation>
    </message>
    <message>
        <source>With --job: machines.</source>
        <translation>与 --job 一起：机器数。</translation>
    </message>
    <message>
        <source>With --job: processes on each machine.</source>
        <translation>与 --job 一起：每台机器的进程数。</translation>
    </message>
    <message>
        <source>With --job: a GPU a process.</source>
        <translation>与 --job 一起：每个进程一块 GPU。</translation>
    </message>
    <message>
        <source>With --job: time that Slurm is asked for.</source>
        <translation>与 --job 一起：向 Slurm 申请的时间。</translation>
    </message>
    <message>
        <source>cluster %1, exams: %2: %3</source>
        <translation>聚类 %1，检查：%2：%3</translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s)</source>
        <translation>
            <numerusform>%n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: photographs: %2; patients to train, validate and test on: %3 / %4 / %5</source>
        <translation>%1：照片：%2；训练、验证、测试患者：%3 / %4 / %5</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were skipped; --json lists them</source>
        <translation>
            <numerusform>跳过 %n 行；--json 可列出</numerusform>
        </translation>
    </message>
    <message>
        <source>Exams named: %1; changes that would be made: %2. Nothing was changed.</source>
        <translation>指定的检查：%1；将作的更改：%2。未作更改。</translation>
    </message>
    <message>
        <source>exams: %1, width: %2, in %3 s: %4</source>
        <translation>检查：%1，维数：%2，用时 %3 秒：%4</translation>
    </message>
    <message>
        <source>Unchanged files: %1. manifest.json SHA-256 %2</source>
        <translation>未变的文件：%1。manifest.json 的 SHA-256：%2</translation>
    </message>
    <message>
        <source>Terms: %1; reports: %2.</source>
        <translation>词语：%1；报告：%2。</translation>
    </message>
    <message>
        <source>reports: %1, verdicts: %2, labels: %3; each was read back</source>
        <translation>报告：%1，审核结论：%2，标签：%3；均已回读核对</translation>
    </message>
    <message>
        <source>Structure, journal and photographs are sound (files checked: %1, pages: %2), but not all was written by this program.</source>
        <translation>结构、日志和照片均完好（已检查文件：%1，页：%2），但并非全部由本程序写入。</translation>
    </message>
    <message>
        <source>All is well. Files checked: %1, pages: %2.</source>
        <translation>一切正常。已检查文件：%1，页：%2。</translation>
    </message>
    <message>
        <source>Files: %1, %2 MB in %3 MB; photographs from outside the study&apos;s folder that are in it: %4.</source>
        <translation>文件：%1，%2 MB 压缩为 %3 MB；其中来自研究文件夹之外的照片：%4。</translation>
    </message>
    <message>
        <source>Photographs that are not there, so not in it: %1 (%2)</source>
        <translation>不存在因而未打包的照片：%1（%2）</translation>
    </message>
    <message>
        <source>Photographs that are not as the study noted them, packed as they are: %1 (%2)</source>
        <translation>与研究记录不符、按现状打包的照片：%1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s), each as it was packed.</source>
        <translation>
            <numerusform>%1：%n 个文件，均与打包时一致。</numerusform>
        </translation>
    </message>
    <message>
        <source>JPEG, PNG, TIFF, WebP, JPEG 2000, BMP, GIF and DICOM, the pixels unchanged. EXIF, XMP, IPTC, comments and text chunks go; of DICOM only what is of the picture stays, with pseudonyms and moved dates (PS3.15 Basic Profile). Writing in the black surround is flagged, not removed. Names of files and folders become pseudonyms; words for an eye stay. Status 1 where a file was left out.</source>
        <translation>JPEG、PNG、TIFF、WebP、JPEG 2000、BMP、GIF 和 DICOM，像素不变。EXIF、XMP、IPTC、注释和文本块会被去除；DICOM 只保留与图像有关的内容，使用假名并移动日期（PS3.15 Basic Profile）。黑边中的文字只标记、不去除。文件名和文件夹名换成假名；表示眼别的词保留。若有文件被略过，状态为 1。</translation>
    </message>
</context>
<context>
    <name>Correction</name>
    <message>
        <source>These %1 corrections were worth %2 AUROC (from %3 to %4).</source>
        <translation>这 %1 处改正带来 AUROC %2（从 %3 到 %4）。</translation>
    </message>
    <message>
        <source>95 % interval from %1 to %2, bootstrap over %3 patients, %4 test cases.</source>
        <translation>95 % 区间为 %1 至 %2，按 %3 位患者自助抽样，%4 个测试病例。</translation>
    </message>
    <message>
        <source>The interval holds 0: these test cases cannot tell the two apart.</source>
        <translation>区间包含 0：这些测试病例无法区分两者。</translation>
    </message>
    <message>
        <source>%1 test cases whose own label was corrected were left out of both.</source>
        <translation>有 %1 个测试病例自身标签被改正，两边都未计入。</translation>
    </message>
</context>
<context>
    <name>DataSheet</name>
    <message>
        <source>Motivation</source>
        <translation>动机</translation>
    </message>
    <message>
        <source>Composition</source>
        <translation>构成</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>采集</translation>
    </message>
    <message>
        <source>Preprocessing, cleaning, labelling</source>
        <translation>预处理、清洗、标注</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>分发</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>维护</translation>
    </message>
    <message>
        <source>For what purpose was the dataset made? Which gap was to be filled?</source>
        <translation>数据集为何而建？要填补什么空白？</translation>
    </message>
    <message>
        <source>Who made the dataset, and on behalf of whom?</source>
        <translation>谁建立了数据集？代表谁？</translation>
    </message>
    <message>
        <source>Who paid for it? Name the grants.</source>
        <translation>谁资助？请列出基金。</translation>
    </message>
    <message>
        <source>What is an instance, and how many are there?</source>
        <translation>一个实例是什么？共有多少？</translation>
    </message>
    <message>
        <source>Which people are in it (sex, age, site, camera)?</source>
        <translation>包含哪些人（性别、年龄、院区、相机）？</translation>
    </message>
    <message>
        <source>What is labelled, and how are the labels shared out?</source>
        <translation>标注了什么？标签如何分布？</translation>
    </message>
    <message>
        <source>Is anything missing from instances?</source>
        <translation>实例是否有缺失？</translation>
    </message>
    <message>
        <source>How was it split, and what do the splits share?</source>
        <translation>如何划分？各划分之间是否有共同内容？</translation>
    </message>
    <message>
        <source>Is it a sample of a larger set? How was it drawn, and whom does it not represent?</source>
        <translation>是否为更大集合的样本？如何抽取？不代表哪些人？</translation>
    </message>
    <message>
        <source>Which errors, noise or redundancies are known?</source>
        <translation>已知哪些错误、噪声或冗余？</translation>
    </message>
    <message>
        <source>Is anything in it confidential, or could it identify a person?</source>
        <translation>是否含机密内容或可识别个人的内容？</translation>
    </message>
    <message>
        <source>How were the photographs and reports acquired?</source>
        <translation>照片和报告如何获得？</translation>
    </message>
    <message>
        <source>Over what time was it collected?</source>
        <translation>采集的时间范围？</translation>
    </message>
    <message>
        <source>Who took part in collecting it, and how were they paid?</source>
        <translation>谁参与采集？如何获得报酬？</translation>
    </message>
    <message>
        <source>Was there an ethical review? Give its number and outcome.</source>
        <translation>是否经过伦理审查？请给出编号和结论。</translation>
    </message>
    <message>
        <source>Did the people consent, and can they withdraw?</source>
        <translation>受试者是否同意？能否撤回？</translation>
    </message>
    <message>
        <source>What was done to the data before it was frozen?</source>
        <translation>冻结前对数据做了什么？</translation>
    </message>
    <message>
        <source>Who labelled it, and how?</source>
        <translation>谁标注？如何标注？</translation>
    </message>
    <message>
        <source>Are the raw data kept, and where?</source>
        <translation>原始数据是否保留？在何处？</translation>
    </message>
    <message>
        <source>What has it been used for so far?</source>
        <translation>目前用于什么？</translation>
    </message>
    <message>
        <source>What else could it be used for?</source>
        <translation>还可用于什么？</translation>
    </message>
    <message>
        <source>What should it not be used for?</source>
        <translation>不应用于什么？</translation>
    </message>
    <message>
        <source>To whom, how and when is it handed on?</source>
        <translation>向谁、如何、何时提供？</translation>
    </message>
    <message>
        <source>Under which licence or terms?</source>
        <translation>采用何种许可或条款？</translation>
    </message>
    <message>
        <source>Which restrictions of others or of law apply?</source>
        <translation>有哪些第三方或法律限制？</translation>
    </message>
    <message>
        <source>Who maintains it, and how are they reached?</source>
        <translation>由谁维护？如何联系？</translation>
    </message>
    <message>
        <source>Which version is this, and how is it told apart?</source>
        <translation>这是哪个版本？如何区分？</translation>
    </message>
    <message>
        <source>Will it be corrected or extended, and how are users told?</source>
        <translation>是否会更正或扩充？如何通知使用者？</translation>
    </message>
    <message>
        <source>What becomes of old versions, and of people who withdraw?</source>
        <translation>旧版本以及撤回同意者如何处理？</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>眼别</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>院区</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Frozen by %1 on %2 with RET-CLIP Workstation.</source>
        <translation>由 %1 于 %2 用 RET-CLIP Workstation 冻结。</translation>
    </message>
    <message>
        <source>Frozen with RET-CLIP Workstation.</source>
        <translation>用 RET-CLIP Workstation 冻结。</translation>
    </message>
    <message>
        <source>An exam: a visit of a patient, with photographs of the right (OD) and left (OS) eye and a report.</source>
        <translation>一次检查：患者的一次就诊，含右眼（OD）和左眼（OS）照片及报告。</translation>
    </message>
    <message>
        <source>Exams without a report: %1 of %2.</source>
        <translation>无报告的检查：%1 / %2。</translation>
    </message>
    <message>
        <source>Exams with photographs of these eyes only: %1 (%2).</source>
        <translation>仅有以下眼别照片的检查：%1（%2）。</translation>
    </message>
    <message>
        <source>%1 not known: %2 exams.</source>
        <translation>%1未知：%2 次检查。</translation>
    </message>
    <message>
        <source>Every exam has both eyes and a report.</source>
        <translation>每次检查都有双眼照片和报告。</translation>
    </message>
    <message>
        <source>By patient: nobody is in two splits. Patients who share a photograph or a long report are kept together.</source>
        <translation>按患者划分：无人出现在两个划分中。共有照片或长报告的患者放在一起。</translation>
    </message>
    <message>
        <source>Training %1, validation %2, test %3 patients; seed %4.</source>
        <translation>训练 %1、验证 %2、测试 %3 名患者；随机种子 %4。</translation>
    </message>
    <message>
        <source>Shares kept even by: %1.</source>
        <translation>按以下保持比例：%1。</translation>
    </message>
    <message>
        <source>Held out as the test split: %1.</source>
        <translation>留作测试集：%1。</translation>
    </message>
    <message>
        <source>Shared between splits and accepted: %1. Reason: %2</source>
        <translation>划分之间共有且被接受：%1。理由：%2</translation>
    </message>
    <message>
        <source>No photograph, look-alike or distinctive report is shared between splits, as far as it was looked at.</source>
        <translation>就已检查的范围，划分之间没有相同或相似的照片，也没有相同的特征性报告。</translation>
    </message>
    <message>
        <source>Taken from the study “%1” by the query: %2</source>
        <translation>取自研究“%1”，查询：%2</translation>
    </message>
    <message>
        <source>The days of the visits are not known.</source>
        <translation>就诊日期未知。</translation>
    </message>
    <message>
        <source>Visits from %1 to %2.</source>
        <translation>就诊时间从 %1 到 %2。</translation>
    </message>
    <message>
        <source>Photographs are used as they are; training scales and crops them on the fly.</source>
        <translation>照片按原样使用；训练时临时缩放和裁剪。</translation>
    </message>
    <message>
        <source>Excluded exams are left out.</source>
        <translation>已排除的检查不在其中。</translation>
    </message>
    <message>
        <source>De-identified: see manifest.json, “deidentification”.</source>
        <translation>已去标识化：见 manifest.json 的 “deidentification”。</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>adjudicated</source>
        <translation>仲裁得出</translation>
    </message>
    <message>
        <source>corrected in review</source>
        <translation>审核时更正</translation>
    </message>
    <message>
        <source>given by a grader</source>
        <translation>由评分者给出</translation>
    </message>
    <message>
        <source>%1: %2 labels %3, by %4 people.</source>
        <translation>%1：%2 个标签（%3），%4 人。</translation>
    </message>
    <message>
        <source>No run of the study was trained on it yet.</source>
        <translation>研究中尚无运行在其上训练。</translation>
    </message>
    <message>
        <source>Runs of the study:</source>
        <translation>研究中的运行：</translation>
    </message>
    <message>
        <source>Name %1, SHA-256 %2. Every photograph, report and split is in that hash.</source>
        <translation>名称 %1，SHA-256 %2。该哈希包含每张照片、报告和划分。</translation>
    </message>
    <message>
        <source>Frozen %1.</source>
        <translation>冻结于 %1。</translation>
    </message>
    <message>
        <source>Other datasets of the study: %1.</source>
        <translation>研究中的其他数据集：%1。</translation>
    </message>
    <message>
        <source>Data sheet of %1</source>
        <translation>%1 的数据说明表</translation>
    </message>
    <message>
        <source>After Gebru et al., Datasheets for Datasets (2021). Answers still to be given by a person: %1.</source>
        <translation>依据 Gebru 等，Datasheets for Datasets（2021）。尚待人工回答的问题：%1。</translation>
    </message>
    <message>
        <source>[to be filled in]</source>
        <translation>[待填写]</translation>
    </message>
</context>
<context>
    <name>DatasetWords</name>
    <message>
        <source>Label %1</source>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>Eyes photographed</source>
        <translation>拍摄的眼</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>院区</translation>
    </message>
    <message>
        <source>Imported from</source>
        <translation>导入来源</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>both</source>
        <translation>双眼</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>均无</translation>
    </message>
    <message>
        <source>none of the classes</source>
        <translation>不属于任何类别</translation>
    </message>
    <message>
        <source>same patient</source>
        <translation>同一患者</translation>
    </message>
    <message>
        <source>same photograph</source>
        <translation>同一张照片</translation>
    </message>
    <message>
        <source>alike, mirrored</source>
        <translation>相似，镜像</translation>
    </message>
    <message>
        <source>alike</source>
        <translation>相似</translation>
    </message>
    <message>
        <source>same report</source>
        <translation>相同的报告</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
</context>
<context>
    <name>EvaluationReport</name>
    <message>
        <source>As evaluated (0.5)</source>
        <translation>按评估时（0.5）</translation>
    </message>
    <message>
        <source>Youden</source>
        <translation>约登指数</translation>
    </message>
    <message>
        <source>Best sensitivity at specificity ≥ 95 %</source>
        <translation>特异度 ≥ 95 % 时的最高灵敏度</translation>
    </message>
    <message>
        <source>Best specificity at sensitivity ≥ 90 %</source>
        <translation>灵敏度 ≥ 90 % 时的最高特异度</translation>
    </message>
    <message>
        <source>Decision curve</source>
        <translation>决策曲线</translation>
    </message>
    <message>
        <source>threshold probability</source>
        <translation>阈值概率</translation>
    </message>
    <message>
        <source>net benefit</source>
        <translation>净获益</translation>
    </message>
    <message>
        <source>by this model</source>
        <translation>按本模型</translation>
    </message>
    <message>
        <source>treat everyone</source>
        <translation>全部干预</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>1 − specificity</source>
        <translation>1 − 特异度</translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <source>Precision–recall</source>
        <translation>精确率–召回率</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>可靠性曲线</translation>
    </message>
    <message>
        <source>stated probability</source>
        <translation>预测概率</translation>
    </message>
    <message>
        <source>observed share</source>
        <translation>实际比例</translation>
    </message>
    <message>
        <source>as stated</source>
        <translation>校准前</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
    <message>
        <source>Evaluation of run %1 (%2): %3</source>
        <translation>运行 %1（%2）的评估：%3</translation>
    </message>
    <message>
        <source>For a methods section</source>
        <translation>供论文方法部分使用</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Label set, classes</source>
        <translation>标签集、类别</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>%1 cases of %2 patients</source>
        <translation>%2 名患者的 %1 个病例</translation>
    </message>
    <message>
        <source>Training, validation</source>
        <translation>训练集、验证集</translation>
    </message>
    <message>
        <source>%1 and %2 cases</source>
        <translation>%1 个和 %2 个病例</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未纳入</translation>
    </message>
    <message>
        <source>Evaluated</source>
        <translation>评估时间</translation>
    </message>
    <message>
        <source>Run&apos;s data (hash)</source>
        <translation>运行的数据（哈希）</translation>
    </message>
    <message>
        <source>Predictions (SHA-256)</source>
        <translation>预测（SHA-256）</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Metrics on test</source>
        <translation>测试集指标</translation>
    </message>
    <message>
        <source>metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>Each class against the rest</source>
        <translation>每个类别与其余类别相比</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>非 %1</translation>
    </message>
    <message>
        <source>Confusion (label down, prediction across)</source>
        <translation>混淆矩阵（行为标签，列为预测）</translation>
    </message>
    <message>
        <source>Operating points</source>
        <translation>工作点</translation>
    </message>
    <message>
        <source>none called</source>
        <translation>无一判为阳性</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>specificity</source>
        <translation>特异度</translation>
    </message>
    <message>
        <source>PPV</source>
        <translation>阳性预测值</translation>
    </message>
    <message>
        <source>NPV</source>
        <translation>阴性预测值</translation>
    </message>
    <message>
        <source>* chosen on test, as validation lacks one of the two kinds: optimistic</source>
        <translation>* 因验证集缺少两类病例之一，在测试集上选择：结果偏乐观</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>scaled</source>
        <translation>校准后</translation>
    </message>
    <message>
        <source>ECE of the class, ten bins</source>
        <translation>该类别的 ECE，十个区间</translation>
    </message>
    <message>
        <source>Temperature, fitted on %1 validation cases</source>
        <translation>温度，用 %1 个验证病例拟合</translation>
    </message>
    <message>
        <source>Subgroups</source>
        <translation>亚组</translation>
    </message>
    <message>
        <source>AUROC, 95 % interval (hollow: few cases)</source>
        <translation>AUROC，95 % 区间（空心：病例过少）</translation>
    </message>
    <message>
        <source>few</source>
        <translation>过少</translation>
    </message>
    <message>
        <source>group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>cases</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>positives</source>
        <translation>阳性</translation>
    </message>
    <message>
        <source>%1 groups were looked at. Few: under %2 cases, or under %3 with or without the class; not to be ranked.</source>
        <translation>共查看 %1 个组。过少：不足 %2 个病例，或者有或没有该类别的病例不足 %3 个；不应排名。</translation>
    </message>
    <message>
        <source>Definitions</source>
        <translation>定义</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Metrics: %1 % percentile bootstrap, %2 draws of patients, seed %3. Shares at an operating point and bins of reliability: Wilson, 95 %, cases as independent.</source>
        <translation>指标：%1 % 百分位自助法，按患者抽样 %2 次，种子 %3。工作点处的比例和可靠性曲线各区间：Wilson 区间，95 %，病例视为独立。</translation>
    </message>
    <message>
        <source>Net benefit</source>
        <translation>净获益</translation>
    </message>
    <message>
        <source>True positives a case, less false positives a case times p / (1 − p), at the threshold probability p (Vickers and Elkin 2006).</source>
        <translation>阈值概率为 p 时，每个病例的真阳性数，减去每个病例的假阳性数乘以 p / (1 − p)（Vickers 与 Elkin，2006）。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Log-odds divided by one number that gives validation the least log loss (Guo et al. 2017).</source>
        <translation>对数几率除以同一个数，该数使验证集的对数损失最小（Guo 等，2017）。</translation>
    </message>
</context>
<context>
    <name>EvaluationWords</name>
    <message>
        <source>Zero-shot</source>
        <translation>零样本</translation>
    </message>
    <message>
        <source>Few-shot</source>
        <translation>少样本</translation>
    </message>
    <message>
        <source>Linear probe</source>
        <translation>线性探测</translation>
    </message>
    <message>
        <source>Its own predictions</source>
        <translation>自身的预测</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>right (OD)</source>
        <translation>右眼（OD）</translation>
    </message>
    <message>
        <source>left (OS)</source>
        <translation>左眼（OS）</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>差</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>all test cases</source>
        <translation>全部测试病例</translation>
    </message>
    <message>
        <source>sex: %1</source>
        <translation>性别：%1</translation>
    </message>
    <message>
        <source>age: %1</source>
        <translation>年龄：%1</translation>
    </message>
    <message>
        <source>eye: %1</source>
        <translation>眼别：%1</translation>
    </message>
    <message>
        <source>camera: %1</source>
        <translation>相机：%1</translation>
    </message>
    <message>
        <source>site: %1</source>
        <translation>院区：%1</translation>
    </message>
    <message>
        <source>photographs: %1</source>
        <translation>照片质量：%1</translation>
    </message>
    <message>
        <source>tag: %1</source>
        <translation>标记：%1</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Balanced accuracy</source>
        <translation>平衡准确率</translation>
    </message>
    <message>
        <source>Kappa</source>
        <translation>Kappa</translation>
    </message>
    <message>
        <source>Quadratic kappa</source>
        <translation>二次加权 Kappa</translation>
    </message>
    <message>
        <source>Precision (PPV)</source>
        <translation>精确率（阳性预测值）</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Linear kappa</source>
        <translation>线性加权 Kappa</translation>
    </message>
    <message>
        <source>Pooled kappa</source>
        <translation>合并 Kappa</translation>
    </message>
    <message>
        <source>F1, by frequency</source>
        <translation>F1（按频率加权）</translation>
    </message>
    <message>
        <source>F1, classes that occur</source>
        <translation>F1（仅出现的类别）</translation>
    </message>
    <message>
        <source>AUROC, one against one</source>
        <translation>AUROC（一对一）</translation>
    </message>
    <message>
        <source>AUROC, by frequency</source>
        <translation>AUROC（按频率加权）</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Right among the best two</source>
        <translation>前 2 准确率</translation>
    </message>
    <message>
        <source>Right among the best three</source>
        <translation>前 3 准确率</translation>
    </message>
    <message>
        <source>All classes right</source>
        <translation>全部类别均正确</translation>
    </message>
    <message>
        <source>Hamming loss</source>
        <translation>汉明损失</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>特异度</translation>
    </message>
    <message>
        <source>Area under the ROC curve: the chance that a case with the class scores above one without. 0.5 is guessing.</source>
        <translation>ROC 曲线下面积：有该类别的病例得分高于没有的病例的概率。0.5 为猜测。</translation>
    </message>
    <message>
        <source>Average precision: precision averaged over recall, without interpolation. Guessing gives the prevalence.</source>
        <translation>平均精确率：精确率对召回率取平均，不插值。猜测得到患病率。</translation>
    </message>
    <message>
        <source>Share of cases predicted right at the operating point.</source>
        <translation>在工作点预测正确的病例比例。</translation>
    </message>
    <message>
        <source>Mean of the classes’ sensitivities: a rare class counts as much as a frequent one.</source>
        <translation>各类别灵敏度的平均：稀有类别与常见类别同等重要。</translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall.</source>
        <translation>精确率与召回率的调和平均。</translation>
    </message>
    <message>
        <source>Cohen’s kappa between prediction and label: agreement beyond chance. 0 is chance, 1 is perfect.</source>
        <translation>预测与标签的 Cohen kappa：超出随机的一致性。0 为随机，1 为完全一致。</translation>
    </message>
    <message>
        <source>Cohen’s kappa in which being two grades off costs four times as much as one.</source>
        <translation>相差两级的代价为相差一级四倍的 Cohen kappa。</translation>
    </message>
    <message>
        <source>Mean squared distance of probability and outcome. Lower is better.</source>
        <translation>概率与结局之差的平方平均。越低越好。</translation>
    </message>
    <message>
        <source>Expected calibration error: how far stated probabilities are from observed shares. Lower is better.</source>
        <translation>期望校准误差：预测概率与实际比例的差距。越低越好。</translation>
    </message>
    <message>
        <source>Share of positive calls that are right.</source>
        <translation>判为阳性者中正确的比例。</translation>
    </message>
    <message>
        <source>Share of cases with the class that are found: the sensitivity.</source>
        <translation>有该类别的病例被找到的比例，即灵敏度。</translation>
    </message>
    <message>
        <source>Matthews’ correlation of prediction and label: 0 is chance, 1 is perfect.</source>
        <translation>预测与标签的 Matthews 相关系数：0 为随机，1 为完全一致。</translation>
    </message>
    <message>
        <source>Mean negative logarithm of the probability given to what is true. Lower is better.</source>
        <translation>赋予真实情况的概率的负对数的平均。越低越好。</translation>
    </message>
    <message>
        <source>Share of single answers that are wrong. Lower is better.</source>
        <translation>单项判断中错误的比例。越低越好。</translation>
    </message>
    <message>
        <source>Share of cases with the class that are found.</source>
        <translation>有该类别的病例被找到的比例。</translation>
    </message>
    <message>
        <source>Share of cases without the class that are left alone.</source>
        <translation>没有该类别的病例未被误判的比例。</translation>
    </message>
</context>
<context>
    <name>Explanation</name>
    <message>
        <source>right %1, left %2</source>
        <translation>右眼 %1，左眼 %2</translation>
    </message>
    <message>
        <source>%1: the eyes speak against each other</source>
        <translation>%1：两眼相互矛盾</translation>
    </message>
    <message>
        <source>%1: the right eye gives %2 %</source>
        <translation>%1：右眼占 %2 %</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message numerus="yes">
        <source>%n photograph(s) are not where they were and are not in the export: %1</source>
        <translation>
            <numerusform>%n 张照片不在原位置，未包含在导出中：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) were left out; manifest.json lists them with the reason.</source>
        <translation>
            <numerusform>%n 次检查被略过；manifest.json 列出了它们和原因。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) may have writing burnt in; look at them before you hand them on: %1</source>
        <translation>
            <numerusform>%n 张照片上可能有烧录的文字；交出前请查看：%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message>
        <source>COCO</source>
        <translation>COCO</translation>
    </message>
    <message>
        <source>Class folders</source>
        <translation>类别文件夹</translation>
    </message>
    <message>
        <source>RETFound</source>
        <translation>RETFound</translation>
    </message>
    <message>
        <source>train, val and test with a folder a class in each, as RETFound&apos;s fine-tuning reads them. Exams without a split are left out and listed: choose a dataset.</source>
        <translation>train、val 和 test 各含每个类别一个文件夹，供 RETFound 微调读取。没有划分的检查被略过并列出：请选择数据集。</translation>
    </message>
    <message>
        <source>RET-CLIP</source>
        <translation>RET-CLIP</translation>
    </message>
    <message>
        <source>RET-CLIP&apos;s published layout: SPLIT_imgs.tsv (patient, left eye, right eye) with SPLIT_texts.jsonl, and the same as LMDB stores in lmdb/SPLIT. Every row is read back and compared by eye. The authors&apos; program needs both eyes and a report: exams without are left out and listed.</source>
        <translation>RET-CLIP 发表的格式：SPLIT_imgs.tsv（患者、左眼、右眼）与 SPLIT_texts.jsonl，以及 lmdb/SPLIT 中相同内容的 LMDB。每一行都会回读并按眼比较。作者的程序需要双眼和报告：不具备的检查被略过并列出。</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>exams.csv with one row an exam and the photographs in images/. Opens in a spreadsheet (cells that would run as formulas are guarded) and can be imported again with all labels, tags and verdicts.</source>
        <translation>exams.csv 每次检查一行，照片在 images/ 中。可用电子表格打开（会作为公式执行的单元格已防护），并可连同所有标签、标记和结论再次导入。</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>exams.jsonl with one object an exam and the photographs in images/. Holds everything that is known of an exam; can be imported again.</source>
        <translation>exams.jsonl 每次检查一个对象，照片在 images/ 中。包含检查的全部已知信息；可再次导入。</translation>
    </message>
    <message>
        <source>One folder a split (train, val, test; all where there is no split) and class, as most training programs read them, with labels.csv and, for what folders cannot say, exams.jsonl. Needs a label set with one class an eye or exam; of a multi-label set one class (NAME/CLASS). Excluded and unlabelled exams are left out and listed.</source>
        <translation>每个划分（train、val、test；无划分时为 all）和类别一个文件夹，大多数训练程序都能读取，另有 labels.csv，以及保存文件夹无法表达内容的 exams.jsonl。需要每眼或每次检查只有一个类别的标签集；多标签集则取一个类别（NAME/CLASS）。已排除和未标注的检查会略过并列出。</translation>
    </message>
    <message>
        <source>Hugging Face</source>
        <translation>Hugging Face</translation>
    </message>
    <message>
        <source>A folder a split with its photographs and metadata.jsonl (one row a photograph), and README.md as dataset card: what load_dataset(&quot;imagefolder&quot;) reads. With exams.jsonl it can be imported again. Excluded exams are left out and listed.</source>
        <translation>每个划分一个文件夹，含照片和 metadata.jsonl（每张照片一行），并以 README.md 作为数据集卡片：可由 load_dataset(&quot;imagefolder&quot;) 读取。附 exams.jsonl，可再次导入。已排除的检查不导出，但会列出。</translation>
    </message>
    <message>
        <source>annotations/instances_SPLIT.json in COCO&apos;s layout with the photographs in images/. Labels speak of whole photographs: each annotation&apos;s box is the whole picture. All label sets are in; a category is SET/CLASS. Regions have box, area and outline (a brush as RLE), their category is region/CLASS. exams.jsonl beside them holds what COCO has no place for.</source>
        <translation>annotations/instances_SPLIT.json 采用 COCO 格式，照片位于 images/。标签针对整张照片：每条标注的框即整幅图像。包含所有标签集；类别为 SET/CLASS。区域带有框、面积和轮廓（画笔为 RLE），类别为 region/CLASS。旁边的 exams.jsonl 保存 COCO 无法容纳的内容。</translation>
    </message>
</context>
<context>
    <name>Facet</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>both eyes</source>
        <translation>双眼</translation>
    </message>
    <message>
        <source>one eye</source>
        <translation>单眼</translation>
    </message>
    <message>
        <source>no eye</source>
        <translation>无照片</translation>
    </message>
    <message>
        <source>eye unknown</source>
        <translation>眼别未知</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>unlabelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>已审核</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>有争议</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>eyes may be swapped</source>
        <translation>双眼可能互换</translation>
    </message>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
</context>
<context>
    <name>Fault</name>
    <message>
        <source>blurred</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>overexposed</source>
        <translation>过曝</translation>
    </message>
    <message>
        <source>too dark</source>
        <translation>过暗</translation>
    </message>
    <message>
        <source>unevenly lit</source>
        <translation>光照不均</translation>
    </message>
    <message>
        <source>hazy</source>
        <translation>朦胧</translation>
    </message>
    <message>
        <source>glare at the edge</source>
        <translation>边缘眩光</translation>
    </message>
    <message>
        <source>field cut</source>
        <translation>视野被截断</translation>
    </message>
    <message>
        <source>small on the picture</source>
        <translation>画面中过小</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
</context>
<context>
    <name>Field</name>
    <message>
        <source>centred on the disc</source>
        <translation>以视盘为中心</translation>
    </message>
    <message>
        <source>centred on the macula</source>
        <translation>以黄斑为中心</translation>
    </message>
    <message>
        <source>between disc and macula</source>
        <translation>中心在视盘与黄斑之间</translation>
    </message>
    <message>
        <source>centre cannot be told</source>
        <translation>中心无法判断</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>taken in again</source>
        <translation>已重新纳入</translation>
    </message>
    <message>
        <source>marked unsure</source>
        <translation>标为不确定</translation>
    </message>
    <message>
        <source>no longer unsure</source>
        <translation>不再不确定</translation>
    </message>
    <message>
        <source>verdict withdrawn</source>
        <translation>已撤回结论</translation>
    </message>
    <message>
        <source>right and left eye exchanged</source>
        <translation>左右眼已互换</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>done again</source>
        <translation>已重做</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>%1 (was %2)</source>
        <translation>%1（原为 %2）</translation>
    </message>
    <message>
        <source>photograph %1 shows %2</source>
        <translation>照片 %1 显示 %2</translation>
    </message>
    <message>
        <source>photograph %1 shows an unknown eye</source>
        <translation>照片 %1 显示的眼别未知</translation>
    </message>
    <message>
        <source>comment removed</source>
        <translation>已删除评论</translation>
    </message>
    <message>
        <source>split %1</source>
        <translation>划分 %1</translation>
    </message>
    <message>
        <source>synthetic sample</source>
        <translation>合成示例数据</translation>
    </message>
    <message>
        <source>imported: %1: %2 new, %3 changed, %4 unchanged</source>
        <translation>已导入：%1：新增 %2，更改 %3，未变 %4</translation>
    </message>
    <message>
        <source>imported: %1 (interrupted)</source>
        <translation>已导入：%1（中断）</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>sample generator</source>
        <translation>示例生成器</translation>
    </message>
    <message>
        <source>dataset %1 frozen</source>
        <translation>数据集 %1 已冻结</translation>
    </message>
    <message>
        <source>report redacted</source>
        <translation>报告已遮盖</translation>
    </message>
    <message>
        <source>reason codes of the study changed</source>
        <translation>已更改本研究的原因代码</translation>
    </message>
    <message>
        <source>point</source>
        <translation>点</translation>
    </message>
    <message>
        <source>ellipse</source>
        <translation>椭圆</translation>
    </message>
    <message>
        <source>polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>eye unknown</source>
        <translation>眼别未知</translation>
    </message>
    <message>
        <source>region drawn: %1 (%2, %3)</source>
        <translation>已画区域：%1（%2，%3）</translation>
    </message>
    <message>
        <source>region changed: %1 (%2, %3)</source>
        <translation>已更改区域：%1（%2，%3）</translation>
    </message>
    <message>
        <source>region taken away: %1 (%2, %3)</source>
        <translation>已移除区域：%1（%2，%3）</translation>
    </message>
    <message>
        <source>graded in the round %1</source>
        <translation>在评审轮 %1 中已评分</translation>
    </message>
    <message>
        <source>grade reviewed in the round %1</source>
        <translation>在评审轮 %1 中已复核评分</translation>
    </message>
    <message>
        <source>settled in the round %1</source>
        <translation>在评审轮 %1 中已定论</translation>
    </message>
    <message>
        <source>round %1 opened</source>
        <translation>已开启评审轮 %1</translation>
    </message>
    <message>
        <source>round %1 closed</source>
        <translation>已结束评审轮 %1</translation>
    </message>
    <message>
        <source>agreed grades of the round %1 settled: %2</source>
        <translation>评审轮 %1 中意见一致的评分已定论：%2</translation>
    </message>
    <message>
        <source>photograph %1 moved to exam %2 (%3)</source>
        <translation>照片 %1 已移至检查 %2（%3）</translation>
    </message>
    <message>
        <source>set back to how it was after No. %1</source>
        <translation>已恢复到第 %1 号之后的状态</translation>
    </message>
    <message>
        <source>set back to how it was before the first line</source>
        <translation>已恢复到第一行之前的状态</translation>
    </message>
    <message>
        <source>query “%1” saved</source>
        <translation>查询“%1”已保存</translation>
    </message>
    <message>
        <source>query “%1” deleted</source>
        <translation>查询“%1”已删除</translation>
    </message>
    <message>
        <source>query “%1” is now “%2”</source>
        <translation>查询“%1”现为“%2”</translation>
    </message>
    <message>
        <source>data sheet of %1 answered</source>
        <translation>已填写 %1 的数据说明表</translation>
    </message>
    <message>
        <source>marks removed</source>
        <translation>已移除测量标记</translation>
    </message>
    <message>
        <source>disc</source>
        <translation>视盘</translation>
    </message>
    <message>
        <source>cup</source>
        <translation>视杯</translation>
    </message>
    <message>
        <source>fovea</source>
        <translation>中心凹</translation>
    </message>
    <message>
        <source>lengths</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>areas</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>marked: %1</source>
        <translation>已标出：%1</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>tag off</source>
        <translation>移除标记</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>exclusion</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>taken in</source>
        <translation>重新纳入</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>verdict off</source>
        <translation>撤回结论</translation>
    </message>
    <message>
        <source>eyes swapped</source>
        <translation>互换双眼</translation>
    </message>
    <message>
        <source>eye</source>
        <translation>眼别</translation>
    </message>
    <message>
        <source>split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>redaction</source>
        <translation>遮盖</translation>
    </message>
    <message>
        <source>several</source>
        <translation>多项</translation>
    </message>
    <message>
        <source>import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>saved query</source>
        <translation>已存查询</translation>
    </message>
    <message>
        <source>data sheet</source>
        <translation>数据说明表</translation>
    </message>
    <message>
        <source>region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>grade</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>round</source>
        <translation>评审轮</translation>
    </message>
    <message>
        <source>Label %1</source>
        <translation>标签 %1</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <translation>标记 %1</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Photograph %1 shows</source>
        <translation>照片 %1 显示</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Saved query %1</source>
        <translation>已存查询 %1</translation>
    </message>
    <message>
        <source>Data sheet %1</source>
        <translation>数据说明表 %1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>what %1 means, or its colours</source>
        <translation>%1 的含义或颜色</translation>
    </message>
    <message>
        <source>definition</source>
        <translation>定义</translation>
    </message>
    <message>
        <source>Photograph %1 belongs to</source>
        <translation>照片 %1 属于</translation>
    </message>
    <message>
        <source>Marks on photograph %1</source>
        <translation>照片 %1 上的标记</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>区域 %1</translation>
    </message>
    <message>
        <source>Grade %1</source>
        <translation>判读 %1</translation>
    </message>
    <message>
        <source>Meaning of %1</source>
        <translation>%1 的含义</translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation>%1 的颜色</translation>
    </message>
    <message>
        <source>%1 (eye unknown)</source>
        <translation>%1（眼别未知）</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>%1 toggled</source>
        <translation>%1 已切换</translation>
    </message>
    <message>
        <source>marks</source>
        <translation>标记点</translation>
    </message>
    <message>
        <source>pairing</source>
        <translation>配对</translation>
    </message>
    <message>
        <source>settled</source>
        <translation>已定</translation>
    </message>
    <message>
        <source>reason codes</source>
        <translation>原因代码</translation>
    </message>
    <message>
        <source>region changed</source>
        <translation>区域已改</translation>
    </message>
    <message>
        <source>region taken away</source>
        <translation>区域已移除</translation>
    </message>
    <message>
        <source>a folder, de-identified</source>
        <translation>文件夹（已去标识化）</translation>
    </message>
    <message>
        <source>a table, de-identified</source>
        <translation>表格（已去标识化）</translation>
    </message>
    <message>
        <source>%1, de-identified</source>
        <translation>%1（已去标识化）</translation>
    </message>
    <message>
        <source>undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>done again: %1</source>
        <translation>已重做：%1</translation>
    </message>
</context>
<context>
    <name>Importer</name>
    <message>
        <source>Folder of photographs</source>
        <translation>照片文件夹</translation>
    </message>
    <message>
        <source>ODIR-5K</source>
        <translation>ODIR-5K</translation>
    </message>
    <message>
        <source>The annotation table of ODIR-5K as published (English or Chinese headings, CSV or Excel) with the photographs in images/ beside it. The eight letters N D G C A H M O become the label set &quot;odir&quot;; the keywords of both eyes become the report, unless the table has a column report_zh. A patient whose second photograph is missing comes in with one eye.</source>
        <translation>ODIR-5K 发表的标注表（英文或中文标题，CSV 或 Excel），照片在旁边的 images/ 中。八个字母 N D G C A H M O 成为标签集“odir”；双眼关键词成为报告，除非表格有 report_zh 列。缺少第二张照片的患者以单眼导入。</translation>
    </message>
    <message>
        <source>RET-CLIP (TSV and JSON Lines, or LMDB)</source>
        <translation>RET-CLIP（TSV 与 JSON Lines，或 LMDB）</translation>
    </message>
    <message>
        <source>RET-CLIP&apos;s published layout: SPLIT_imgs.tsv (patient, left eye, right eye in base64) with SPLIT_texts.jsonl, or the LMDB stores SPLIT/imgs and SPLIT/pairs. The photographs are unpacked into the study&apos;s folder images. Several texts of a patient are joined. A patient without photographs is listed and left out.</source>
        <translation>RET-CLIP 发表的格式：SPLIT_imgs.tsv（患者、左眼、右眼，base64）与 SPLIT_texts.jsonl，或 LMDB 存储 SPLIT/imgs 和 SPLIT/pairs。照片解包到研究的 images 文件夹。同一患者的多条文本会合并。没有照片的患者被列出并略过。</translation>
    </message>
    <message>
        <source>A table with one row an exam (a column for each eye&apos;s photograph) or one row a photograph (a column that says which eye). Columns are guessed from their headings and values, in English or Chinese, and can be changed. Paths start at the table or at the folder where most photographs are found.</source>
        <translation>每次检查一行（每眼照片一列）或每张照片一行（一列说明眼别）的表格。根据中文或英文标题及取值猜测各列，可以更改。路径以表格或找到最多照片的文件夹为起点。</translation>
    </message>
    <message>
        <source>DICOM photographs</source>
        <translation>DICOM 照片</translation>
    </message>
    <message>
        <source>Ophthalmic photographs from a camera or an archive: a folder in any depth, a DICOMDIR or one file. Patient, date, eye, camera and site are taken from the files. Tomography, radiology and reports are listed and left out. Files of several frames give one picture a frame.</source>
        <translation>来自相机或影像档案的眼科照片：任意层级的文件夹、DICOMDIR 或单个文件。患者、日期、眼别、相机和机构取自文件。断层扫描、放射影像和报告会列出并略过。多帧文件每帧给出一张图片。</translation>
    </message>
    <message>
        <source>Export of this program</source>
        <translation>本程序的导出</translation>
    </message>
    <message>
        <source>A folder that this program exported as CSV, JSON Lines, class folders, COCO or for Hugging Face, with its manifest.json. Labels come back with who set them and when, and so do reports, tags, comments, verdicts and the names of exams; photographs are compared with the hashes of the manifest. Importing it into the study it came from adds nothing.</source>
        <translation>本程序以 CSV、JSON Lines、类别文件夹、COCO 或 Hugging Face 格式导出的文件夹，含 manifest.json。标签连同设置者和时间一并导回，报告、标记、评论、结论和检查名称也是如此；照片与清单中的哈希比较。导入到其来源研究不会增加任何内容。</translation>
    </message>
    <message>
        <source>COCO</source>
        <translation>COCO</translation>
    </message>
    <message>
        <source>PAPILA</source>
        <translation>PAPILA</translation>
    </message>
    <message>
        <source>PAPILA as published: ClinicalData with patient_data_od.xlsx and patient_data_os.xlsx, a row a patient&apos;s eye, and FundusImages with RET002OD.jpg. The diagnosis becomes the label set &quot;papila&quot; of each eye (0 healthy, 1 glaucoma, 2 suspect); pressures and measures go into the comment.</source>
        <translation>PAPILA 发表的格式：ClinicalData 中有 patient_data_od.xlsx 和 patient_data_os.xlsx，每位患者的每只眼一行；FundusImages 中有 RET002OD.jpg 等照片。诊断成为每眼的标签集“papila”（0 健康，1 青光眼，2 可疑）；眼压和测量值写入评论。</translation>
    </message>
    <message>
        <source>Table (CSV, TSV, Excel, JSON Lines)</source>
        <translation>表格（CSV、TSV、Excel、JSON Lines）</translation>
    </message>
    <message>
        <source>A JSON file in COCO&apos;s layout (images, annotations, categories), or a folder with such files in annotations/. The categories of a photograph&apos;s annotations become the label set &quot;coco&quot;, boxes, outlines and masks regions of the photograph. Names of files tell patient and eye, unless images carry patient, exam and eye; train, val and test in a file&apos;s name are the split.</source>
        <translation>COCO 布局的 JSON 文件（images、annotations、categories），或在 annotations/ 中含有此类文件的文件夹。照片标注的类别成为标签集“coco”，边框、轮廓和掩膜成为照片上的区域。文件名说明患者和眼别，除非 images 带有 patient、exam 和 eye；文件名中的 train、val 和 test 为划分。</translation>
    </message>
    <message>
        <source>Photographs whose names tell patient and eye (10_left.jpg, P3-OD.png, 003R.jpg, 王_左.jpg; a date in the name is the exam&apos;s), in any depth of folders. Of names that are a camera&apos;s numbers and say nothing (IMG_0012.jpg), two that were taken within three minutes are an exam. Where the same names come again from folder to folder, the folder is the patient. Or a pattern: a regular expression over the path with the named groups patient, eye and date. Folders named after classes become a label set, folders train, val and test the split. Masks and drawings are left out.</source>
        <translation>文件名说明患者和眼别的照片（10_left.jpg、P3-OD.png、003R.jpg、王_左.jpg；文件名中的日期为检查日期），文件夹可任意嵌套。文件名只是相机编号、不说明任何信息时（IMG_0012.jpg），三分钟内拍摄的两张为一次检查。同样的文件名在各文件夹中反复出现时，文件夹即患者。也可用模式：作用于路径的正则表达式，含命名组 patient、eye 和 date。以类别命名的文件夹成为标签集，train、val 和 test 文件夹为划分。掩膜和绘图会略去。</translation>
    </message>
</context>
<context>
    <name>KeptSentence</name>
    <message>
        <source>%1 excluded exams were left out</source>
        <translation>略过了 %1 个已排除的检查</translation>
    </message>
    <message>
        <source>%1 photographs could not be read and have no hash</source>
        <translation>%1 张照片无法读取，没有哈希值</translation>
    </message>
    <message>
        <source>%1 photographs do not say which eye and are left out of training</source>
        <translation>%1 张照片没有注明眼别，不参加训练</translation>
    </message>
    <message>
        <source>%1 groups of patients share a photograph or a long report, or are alike, and were kept in one split: %2</source>
        <translation>%1 组患者有相同的照片或长报告，或彼此相似，已放在同一划分中：%2</translation>
    </message>
    <message>
        <source>%1 patients are held out as the test split: %2</source>
        <translation>%1 名患者留作测试集：%2</translation>
    </message>
    <message>
        <source>%1 patients have other exams too, or share a photograph, and went along with them</source>
        <translation>%1 名患者另有检查或有相同的照片，已随之划入</translation>
    </message>
    <message>
        <source>%1 leaks between the splits were accepted: %2</source>
        <translation>已接受 %1 处划分之间的泄漏：%2</translation>
    </message>
    <message>
        <source>%1 reports are the same in two splits (stock sentences)</source>
        <translation>有 %1 份报告在两个划分中相同（套话）</translation>
    </message>
    <message>
        <source>no patient is in the train split</source>
        <translation>训练集中没有患者</translation>
    </message>
    <message>
        <source>no patient is in the validation split</source>
        <translation>验证集中没有患者</translation>
    </message>
    <message>
        <source>no patient is in the test split</source>
        <translation>测试集中没有患者</translation>
    </message>
    <message>
        <source>exam %1: the eyes noted are not those of its photographs</source>
        <translation>检查 %1：记录的眼别与照片不符</translation>
    </message>
    <message>
        <source>exam %1: two labels of one set count at once</source>
        <translation>检查 %1：同一标签集有两个标签同时有效</translation>
    </message>
    <message>
        <source>exam %1: a class is noted that no label holds</source>
        <translation>检查 %1：记录了没有标签对应的类别</translation>
    </message>
    <message>
        <source>exam %1: a label&apos;s class is missing from the index</source>
        <translation>检查 %1：索引中缺少某个标签的类别</translation>
    </message>
    <message>
        <source>exam %1: the photograph %2 is not there</source>
        <translation>检查 %1：照片 %2 不存在</translation>
    </message>
    <message>
        <source>exam %1: the photograph %2 cannot be read</source>
        <translation>检查 %1：照片 %2 无法读取</translation>
    </message>
    <message>
        <source>exam %1: the photograph %2 has changed</source>
        <translation>检查 %1：照片 %2 已改变</translation>
    </message>
    <message>
        <source>run %1: %2 is not there</source>
        <translation>运行 %1：缺少 %2</translation>
    </message>
    <message>
        <source>journal: rows %1 to %2 are missing</source>
        <translation>日志：缺少第 %1 到 %2 行</translation>
    </message>
    <message>
        <source>journal: the chain is broken at row %1 (%2, %3)</source>
        <translation>日志：哈希链在第 %1 行断开（%2，%3）</translation>
    </message>
    <message>
        <source>journal: row %1 is not in the state that its undo rows say</source>
        <translation>日志：第 %1 行的状态与撤销记录不符</translation>
    </message>
    <message>
        <source>journal: rows are missing at the end</source>
        <translation>日志：末尾缺少记录</translation>
    </message>
    <message>
        <source>… and %1 more photographs</source>
        <translation>……还有 %1 张照片</translation>
    </message>
    <message>
        <source>database: … and %1 more reports</source>
        <translation>数据库：……还有 %1 份报告</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>……还有 %1 处</translation>
    </message>
    <message>
        <source>database: page %1 is not as it was written</source>
        <translation>数据库：第 %1 页与写入时不同</translation>
    </message>
    <message>
        <source>database: the report of exam %1 is not as it was stored</source>
        <translation>数据库：检查 %1 的报告与存入时不同</translation>
    </message>
    <message>
        <source>database: a row of %1 points to nothing</source>
        <translation>数据库：%1 中有一行指向不存在的内容</translation>
    </message>
    <message>
        <source>database: %1</source>
        <translation>数据库：%1</translation>
    </message>
    <message>
        <source>%1 exams are in no split and were left out</source>
        <translation>略过了 %1 个不属于任何划分的检查</translation>
    </message>
    <message>
        <source>database: the members of dataset “%1” are not those that were frozen</source>
        <translation>数据库：数据集“%1”的成员与冻结时不一致</translation>
    </message>
</context>
<context>
    <name>LabelSource</name>
    <message>
        <source>imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>grader</source>
        <translation>评分者</translation>
    </message>
    <message>
        <source>adjudicated</source>
        <translation>已仲裁</translation>
    </message>
    <message>
        <source>review</source>
        <translation>审核</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>This program was built without networks.</source>
        <translation>此程序构建时未包含网络。</translation>
    </message>
    <message>
        <source>Nothing was done.</source>
        <translation>未执行任何操作。</translation>
    </message>
    <message>
        <source>Use a build with LibTorch.</source>
        <translation>请使用带 LibTorch 的版本。</translation>
    </message>
    <message>
        <source>A label is written SET=VALUE, not &quot;%1&quot;.</source>
        <translation>标签应写成 SET=VALUE，而不是“%1”。</translation>
    </message>
    <message>
        <source>Example: glaucoma=1</source>
        <translation>例如：glaucoma=1</translation>
    </message>
    <message>
        <source>There is no label set &quot;%1&quot;.</source>
        <translation>没有标签集“%1”。</translation>
    </message>
    <message>
        <source>The study has %1.</source>
        <translation>研究中有 %1。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no class of %2.</source>
        <translation>“%1”不是 %2 的类别。</translation>
    </message>
    <message>
        <source>Choose one of %1.</source>
        <translation>请从 %1 中选择。</translation>
    </message>
    <message>
        <source>There is no verb &quot;%1&quot;.</source>
        <translation>没有动词“%1”。</translation>
    </message>
    <message>
        <source>See retclip help.</source>
        <translation>请看 retclip help。</translation>
    </message>
    <message>
        <source>Was &quot;%1&quot; meant? See retclip help.</source>
        <translation>是否指“%1”？请看 retclip help。</translation>
    </message>
    <message>
        <source>See retclip %1 --help.</source>
        <translation>请看 retclip %1 --help。</translation>
    </message>
    <message>
        <source>%1 takes one of %2, not &quot;%3&quot;.</source>
        <translation>%1 可取 %2 之一，而不是“%3”。</translation>
    </message>
    <message>
        <source>%1 needs a number, not &quot;%2&quot;.</source>
        <translation>%1 需要数字，而不是“%2”。</translation>
    </message>
    <message>
        <source>%1 must be at least %2.</source>
        <translation>%1 至少为 %2。</translation>
    </message>
    <message>
        <source>There is no option --%1.</source>
        <translation>没有选项 --%1。</translation>
    </message>
    <message>
        <source>There is no option --%1. Was --%2 meant?</source>
        <translation>没有选项 --%1。是否指 --%2？</translation>
    </message>
    <message>
        <source>--%1 takes no value.</source>
        <translation>--%1 不带值。</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 需要一个值。</translation>
    </message>
    <message>
        <source>--%1 was given twice.</source>
        <translation>--%1 给出了两次。</translation>
    </message>
    <message>
        <source>%1 needs one of the words %2.</source>
        <translation>%1 需要以下词之一：%2。</translation>
    </message>
    <message>
        <source>--%1 does not belong to %2 %3.</source>
        <translation>--%1 不属于 %2 %3。</translation>
    </message>
    <message>
        <source>%1 is missing: %2</source>
        <translation>缺少 %1：%2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is one word too many.</source>
        <translation>“%1”是多余的词。</translation>
    </message>
    <message>
        <source>--%1 is missing.</source>
        <translation>缺少 --%1。</translation>
    </message>
    <message>
        <source>The search did not find its own row.</source>
        <translation>搜索没有找到自身的行。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no split.</source>
        <translation>“%1”不是划分。</translation>
    </message>
    <message>
        <source>Write 70/10/20; the parts add up to 100.</source>
        <translation>请写 70/10/20；各部分之和为 100。</translation>
    </message>
    <message>
        <source>Less than 2 GB of memory are free: train with a smaller batch.</source>
        <translation>可用内存不足 2 GB：请用较小的批训练。</translation>
    </message>
    <message>
        <source>Less than 5 GB of disk are free here: checkpoints of the full network need 2.3 GB each.</source>
        <translation>此处可用磁盘不足 5 GB：完整网络的每个检查点需要 2.3 GB。</translation>
    </message>
    <message>
        <source>edit takes --exam or --where, one of them.</source>
        <translation>edit 使用 --exam 或 --where 之一。</translation>
    </message>
    <message>
        <source>Name the exams to change.</source>
        <translation>请指定要修改的检查。</translation>
    </message>
    <message>
        <source>No exam matches.</source>
        <translation>没有符合的检查。</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>未作更改。</translation>
    </message>
    <message>
        <source>Look with retclip list first.</source>
        <translation>请先用 retclip list 查看。</translation>
    </message>
    <message>
        <source>There is no verdict &quot;%1&quot;.</source>
        <translation>没有结论“%1”。</translation>
    </message>
    <message>
        <source>Nothing to change was named.</source>
        <translation>没有指定要修改的内容。</translation>
    </message>
    <message>
        <source>Add --label, --tag, --untag, --note or --verdict.</source>
        <translation>请加上 --label、--tag、--untag、--note 或 --verdict。</translation>
    </message>
    <message>
        <source>embed takes --run, or --model with --tokenizer.</source>
        <translation>embed 使用 --run，或 --model 与 --tokenizer。</translation>
    </message>
    <message>
        <source>Name the weights to embed with.</source>
        <translation>请指定用于嵌入的权重。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>无法创建文件夹 %1。</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>未写入任何内容。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>The split &quot;%1&quot; has no exams.</source>
        <translation>划分“%1”中没有检查。</translation>
    </message>
    <message>
        <source>Nothing was evaluated.</source>
        <translation>未进行评估。</translation>
    </message>
    <message>
        <source>Choose another --split.</source>
        <translation>请选择其他 --split。</translation>
    </message>
    <message>
        <source>%1 holds no prompts.</source>
        <translation>%1 中没有提示语。</translation>
    </message>
    <message>
        <source>Write {&quot;class&quot;: [&quot;prompt&quot;, …], &quot;-&quot;: [&quot;what is there without it&quot;]}.</source>
        <translation>请写 {&quot;class&quot;: [&quot;提示语&quot;, …], &quot;-&quot;: [&quot;没有它时的情况&quot;]}。</translation>
    </message>
    <message>
        <source>The exam has no report to explain by.</source>
        <translation>该检查没有可用于解释的报告。</translation>
    </message>
    <message>
        <source>Give a sentence with --text.</source>
        <translation>请用 --text 给出句子。</translation>
    </message>
    <message>
        <source>There is no export format &quot;%1&quot;.</source>
        <translation>没有导出格式“%1”。</translation>
    </message>
    <message>
        <source>export takes --dataset or --where, not both.</source>
        <translation>export 使用 --dataset 或 --where，不能同时使用。</translation>
    </message>
    <message>
        <source>Leave out one of them.</source>
        <translation>请去掉其中一个。</translation>
    </message>
    <message>
        <source>%1 is not a JSON object.</source>
        <translation>%1 不是 JSON 对象。</translation>
    </message>
    <message>
        <source>Write {&quot;heading&quot;: &quot;role&quot;, …}.</source>
        <translation>请写 {&quot;列名&quot;: &quot;角色&quot;, …}。</translation>
    </message>
    <message>
        <source>Column &quot;%1&quot; cannot become &quot;%2&quot;.</source>
        <translation>列“%1”不能作为“%2”。</translation>
    </message>
    <message>
        <source>The table has no column &quot;%1&quot;.</source>
        <translation>表格没有列“%1”。</translation>
    </message>
    <message>
        <source>Compare with its heading line.</source>
        <translation>请与标题行对照。</translation>
    </message>
    <message>
        <source>There is no layout &quot;%1&quot;.</source>
        <translation>没有格式“%1”。</translation>
    </message>
    <message>
        <source>There is no field &quot;%1&quot;.</source>
        <translation>没有字段“%1”。</translation>
    </message>
    <message>
        <source>metrics needs --labels and --scores.</source>
        <translation>metrics 需要 --labels 和 --scores。</translation>
    </message>
    <message>
        <source>Both are CSV files with a column id.</source>
        <translation>两者都是带 id 列的 CSV 文件。</translation>
    </message>
    <message>
        <source>Retrieval metrics need --queries and --gallery.</source>
        <translation>检索指标需要 --queries 和 --gallery。</translation>
    </message>
    <message>
        <source>Both are .npy files, a row an item.</source>
        <translation>两者都是 .npy 文件，每项一行。</translation>
    </message>
    <message>
        <source>There are %1 queries, but %2 gallery rows.</source>
        <translation>有 %1 个查询，但图库有 %2 行。</translation>
    </message>
    <message>
        <source>Say with --positives which belong together.</source>
        <translation>请用 --positives 说明哪些相配。</translation>
    </message>
    <message>
        <source>retrieve takes one of --text, --image and --exam.</source>
        <translation>retrieve 使用 --text、--image 和 --exam 之一。</translation>
    </message>
    <message>
        <source>Say what to look for.</source>
        <translation>请说明要查找什么。</translation>
    </message>
    <message>
        <source>--image and --eye go together.</source>
        <translation>--image 与 --eye 须同时使用。</translation>
    </message>
    <message>
        <source>Say which eye the photograph shows.</source>
        <translation>请说明照片显示哪只眼。</translation>
    </message>
    <message>
        <source>Run %1 has no predictions for &quot;%2&quot;.</source>
        <translation>运行 %1 没有“%2”的预测。</translation>
    </message>
    <message>
        <source>Evaluate the run first, or name --labels.</source>
        <translation>请先评估该运行，或指定 --labels。</translation>
    </message>
    <message>
        <source>%1 has no columns exam and verdict.</source>
        <translation>%1 没有 exam 和 verdict 列。</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1，第 %2 行：%3</translation>
    </message>
    <message>
        <source>The other rows are in.</source>
        <translation>其他行已加入。</translation>
    </message>
    <message>
        <source>Line %1 starts with a quotation mark, but is no JSON string.</source>
        <translation>第 %1 行以引号开头，但不是 JSON 字符串。</translation>
    </message>
    <message>
        <source>The other lines are done.</source>
        <translation>其他行已完成。</translation>
    </message>
    <message>
        <source>Mend that line.</source>
        <translation>请修正该行。</translation>
    </message>
    <message>
        <source>The study has no reports to learn from.</source>
        <translation>研究中没有可供学习的报告。</translation>
    </message>
    <message>
        <source>No file was written.</source>
        <translation>未写入文件。</translation>
    </message>
    <message>
        <source>Import reports first.</source>
        <translation>请先导入报告。</translation>
    </message>
    <message>
        <source>The sample&apos;s table gave no patients.</source>
        <translation>示例的表格没有给出患者。</translation>
    </message>
    <message>
        <source>The new study does not pass its check: %1</source>
        <translation>新研究未通过检查：%1</translation>
    </message>
    <message>
        <source>The search gave no exam.</source>
        <translation>搜索没有给出检查。</translation>
    </message>
    <message>
        <source>The export holds %1 patients, %2 photographs and %3 reports instead of %4, %5 and %6.</source>
        <translation>导出含 %1 名患者、%2 张照片和 %3 份报告，而应为 %4、%5 和 %6。</translation>
    </message>
    <message>
        <source>The window gave no pictures (status %1).</source>
        <translation>窗口没有给出图片（状态 %1）。</translation>
    </message>
    <message>
        <source>Everything else is done.</source>
        <translation>其他都已完成。</translation>
    </message>
    <message>
        <source>The folder %1 is not empty.</source>
        <translation>文件夹 %1 不是空的。</translation>
    </message>
    <message>
        <source>Name a new folder.</source>
        <translation>请指定新文件夹。</translation>
    </message>
    <message>
        <source>Take the config of retclip runs show --json.</source>
        <translation>请使用 retclip runs show --json 的 config。</translation>
    </message>
    <message>
        <source>There is no preset &quot;%1&quot;.</source>
        <translation>没有预设“%1”。</translation>
    </message>
    <message>
        <source>--set takes key=value, not &quot;%1&quot;.</source>
        <translation>--set 的形式是 key=value，而不是“%1”。</translation>
    </message>
    <message>
        <source>Example: --set batch_size=32</source>
        <translation>例如：--set batch_size=32</translation>
    </message>
    <message>
        <source>train takes one of --preset, --config and --resume.</source>
        <translation>train 使用 --preset、--config 和 --resume 之一。</translation>
    </message>
    <message>
        <source>Example: --preset pretrain-small</source>
        <translation>例如：--preset pretrain-small</translation>
    </message>
    <message>
        <source>Start a new run with --config instead.</source>
        <translation>请改用 --config 新建运行。</translation>
    </message>
    <message>
        <source>Nothing was compared.</source>
        <translation>未进行比较。</translation>
    </message>
    <message>
        <source>Nothing is selected: choose exams first.</source>
        <translation>未选择任何内容：请先选择检查。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <source>Press again to undo: %1</source>
        <translation>再按一次以撤销：%1</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <source>Press again to redo: %1</source>
        <translation>再按一次以重做：%1</translation>
    </message>
    <message>
        <source>%1 cannot be written: permission is missing.</source>
        <translation>无法写入 %1：没有权限。</translation>
    </message>
    <message>
        <source>Choose another folder, or ask for write permission.</source>
        <translation>请选择其他文件夹，或申请写入权限。</translation>
    </message>
    <message>
        <source>%1 was not found.</source>
        <translation>未找到 %1。</translation>
    </message>
    <message>
        <source>Check the name, and that the disk is connected.</source>
        <translation>请检查名称，以及磁盘是否连接。</translation>
    </message>
    <message>
        <source>%1 cannot be read: permission is missing.</source>
        <translation>无法读取 %1：没有权限。</translation>
    </message>
    <message>
        <source>Ask for read permission on it.</source>
        <translation>请申请读取权限。</translation>
    </message>
    <message>
        <source>%1 is a folder, not a file.</source>
        <translation>%1 是文件夹，不是文件。</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>请选择文件。</translation>
    </message>
    <message>
        <source>%1 lies on a read-only disk.</source>
        <translation>%1 位于只读磁盘上。</translation>
    </message>
    <message>
        <source>Choose a folder that can be written.</source>
        <translation>请选择可写入的文件夹。</translation>
    </message>
    <message>
        <source>The disk is full: %1 could not be written.</source>
        <translation>磁盘已满：无法写入 %1。</translation>
    </message>
    <message>
        <source>What was there before is kept.</source>
        <translation>原有内容保持不变。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>请清理空间后重试。</translation>
    </message>
    <message>
        <source>Memory did not suffice for %1.</source>
        <translation>内存不足以处理 %1。</translation>
    </message>
    <message>
        <source>Close other programs, then try again.</source>
        <translation>请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>%1 could not be read or written.</source>
        <translation>无法读取或写入 %1。</translation>
    </message>
    <message>
        <source>Check the disk, then try again.</source>
        <translation>请检查磁盘后重试。</translation>
    </message>
    <message>
        <source>%1 is too long: %2 bytes.</source>
        <translation>%1 过长：%2 字节。</translation>
    </message>
    <message>
        <source>Check that it is the file you meant.</source>
        <translation>请确认是您要的文件。</translation>
    </message>
    <message>
        <source>The manifest %1 cannot be used (line %2).</source>
        <translation>清单 %1 无法使用（第 %2 行）。</translation>
    </message>
    <message>
        <source>Nothing was loaded.</source>
        <translation>未载入任何内容。</translation>
    </message>
    <message>
        <source>Make it again from its dataset.</source>
        <translation>请从其数据集重新生成。</translation>
    </message>
    <message>
        <source>The network sizes hold no usable value for &quot;%1&quot;.</source>
        <translation>网络尺寸中“%1”没有可用的值。</translation>
    </message>
    <message>
        <source>Correct this key, then try again.</source>
        <translation>请改正该键后重试。</translation>
    </message>
    <message>
        <source>The network sizes are not a JSON object.</source>
        <translation>网络尺寸不是 JSON 对象。</translation>
    </message>
    <message>
        <source>Choose a model configuration file.</source>
        <translation>请选择模型配置文件。</translation>
    </message>
    <message>
        <source>The work was stopped.</source>
        <translation>工作已停止。</translation>
    </message>
    <message>
        <source>What was finished before is kept.</source>
        <translation>之前完成的内容已保留。</translation>
    </message>
    <message>
        <source>Start it again when you want to go on.</source>
        <translation>需要时可重新开始以继续。</translation>
    </message>
    <message>
        <source>The run&apos;s settings were not changed.</source>
        <translation>运行的设置未改变。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no value for %2.</source>
        <translation>“%1”不是 %2 的有效值。</translation>
    </message>
    <message>
        <source>Give one of: %1.</source>
        <translation>请给出以下之一：%1。</translation>
    </message>
    <message>
        <source>There is no setting &quot;%1&quot;.</source>
        <translation>没有设置“%1”。</translation>
    </message>
    <message>
        <source>Did you mean &quot;%1&quot;?</source>
        <translation>是否指“%1”？</translation>
    </message>
    <message>
        <source>The image width %1 is not a multiple of the head width %2.</source>
        <translation>图像宽度 %1 不是注意力头宽度 %2 的倍数。</translation>
    </message>
    <message>
        <source>Change network.vision_width or network.vision_head_width.</source>
        <translation>请修改 network.vision_width 或 network.vision_head_width。</translation>
    </message>
    <message>
        <source>The text width %1 is not a multiple of the %2 heads.</source>
        <translation>文本宽度 %1 不是 %2 个注意力头的倍数。</translation>
    </message>
    <message>
        <source>Change network.text_hidden_size or network.text_num_attention_heads.</source>
        <translation>请修改 network.text_hidden_size 或 network.text_num_attention_heads。</translation>
    </message>
    <message>
        <source>A patch of %1 px is larger than the image side of %2 px.</source>
        <translation>%1 px 的图块大于 %2 px 的图像边长。</translation>
    </message>
    <message>
        <source>Change network.vision_patch_size or network.image_resolution.</source>
        <translation>请修改 network.vision_patch_size 或 network.image_resolution。</translation>
    </message>
    <message>
        <source>The text length limit %1 is above the %2 positions of the network.</source>
        <translation>文本长度上限 %1 超过网络的 %2 个位置。</translation>
    </message>
    <message>
        <source>Lower context_length.</source>
        <translation>请减小 context_length。</translation>
    </message>
    <message>
        <source>The micro batch %1 is larger than the batch %2.</source>
        <translation>微批 %1 大于批 %2。</translation>
    </message>
    <message>
        <source>Lower micro_batch, or set it to 0.</source>
        <translation>请减小 micro_batch，或设为 0。</translation>
    </message>
    <message>
        <source>The initial logit scale is above the largest one.</source>
        <translation>初始相似度缩放系数高于最大值。</translation>
    </message>
    <message>
        <source>Lower initial_logit_scale.</source>
        <translation>请减小 initial_logit_scale。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no device.</source>
        <translation>“%1”不是设备。</translation>
    </message>
    <message>
        <source>Give auto, cpu, cuda or cuda: with a number.</source>
        <translation>请给出 auto、cpu、cuda 或 cuda: 加编号。</translation>
    </message>
    <message>
        <source>WordPiece needs a vocabulary file.</source>
        <translation>WordPiece 需要词表文件。</translation>
    </message>
    <message>
        <source>Choose vocab.txt under tokenizer_file, or take SentencePiece, which is trained from the reports.</source>
        <translation>请在 tokenizer_file 处选择 vocab.txt，或使用由报告训练的 SentencePiece。</translation>
    </message>
    <message>
        <source>This task needs a label set.</source>
        <translation>此任务需要标签集。</translation>
    </message>
    <message>
        <source>Choose one under label_set.</source>
        <translation>请在 label_set 处选择一个。</translation>
    </message>
    <message>
        <source>The run&apos;s settings are not a JSON object.</source>
        <translation>运行的设置不是 JSON 对象。</translation>
    </message>
    <message>
        <source>Choose a run.json file.</source>
        <translation>请选择 run.json 文件。</translation>
    </message>
    <message>
        <source>The setting &quot;%1&quot; is missing.</source>
        <translation>缺少设置“%1”。</translation>
    </message>
    <message>
        <source>Add it, then try again.</source>
        <translation>请补上后重试。</translation>
    </message>
    <message>
        <source>The run&apos;s settings were written by a later version of this program.</source>
        <translation>运行的设置由此程序的更新版本写成。</translation>
    </message>
    <message>
        <source>Update this program.</source>
        <translation>请更新此程序。</translation>
    </message>
    <message>
        <source>An event of a run cannot be read.</source>
        <translation>无法读取运行的一个事件。</translation>
    </message>
    <message>
        <source>The other events are kept.</source>
        <translation>其他事件已保留。</translation>
    </message>
    <message>
        <source>Copy the run&apos;s folder again.</source>
        <translation>请再次复制运行的文件夹。</translation>
    </message>
    <message>
        <source>Nothing was started.</source>
        <translation>未启动任何内容。</translation>
    </message>
    <message>
        <source>Take one of: %1.</source>
        <translation>请取以下之一：%1。</translation>
    </message>
    <message>
        <source>The array file %1 cannot be used: %2.</source>
        <translation>无法使用数组文件 %1：%2。</translation>
    </message>
    <message>
        <source>Make the file again, or choose another one.</source>
        <translation>请重新生成该文件，或选择其他文件。</translation>
    </message>
    <message>
        <source>The safetensors file cannot be used: %1.</source>
        <translation>无法使用 safetensors 文件：%1。</translation>
    </message>
    <message>
        <source>Copy or download the file again.</source>
        <translation>请重新复制或下载该文件。</translation>
    </message>
    <message>
        <source>A picture could not be encoded.</source>
        <translation>无法编码图片。</translation>
    </message>
    <message>
        <source>Try another format.</source>
        <translation>请尝试其他格式。</translation>
    </message>
    <message>
        <source>The photograph was not used; nothing was changed.</source>
        <translation>未使用该照片；未作更改。</translation>
    </message>
    <message>
        <source>Close other programs, or make the photograph smaller.</source>
        <translation>请关闭其他程序，或缩小照片。</translation>
    </message>
    <message>
        <source>Check the file; JPEG, PNG, TIFF, BMP, WebP, JPEG 2000, GIF and PPM are read.</source>
        <translation>请检查文件；可读取 JPEG、PNG、TIFF、BMP、WebP、JPEG 2000、GIF 和 PPM。</translation>
    </message>
    <message>
        <source>Copy it again from its source.</source>
        <translation>请从来源重新复制。</translation>
    </message>
    <message>
        <source>Save it as JPEG or PNG, then try again.</source>
        <translation>请另存为 JPEG 或 PNG 后重试。</translation>
    </message>
    <message>
        <source>Make it smaller, then try again.</source>
        <translation>请缩小后重试。</translation>
    </message>
    <message>
        <source>The encoding %1 is not known.</source>
        <translation>未知的编码 %1。</translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>未导入任何内容。</translation>
    </message>
    <message>
        <source>Choose one of: %1.</source>
        <translation>请选择以下之一：%1。</translation>
    </message>
    <message>
        <source>%1 is not a readable Excel workbook.</source>
        <translation>%1 不是可读取的 Excel 工作簿。</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet program and save it as .xlsx or CSV.</source>
        <translation>请用电子表格程序打开并另存为 .xlsx 或 CSV。</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 不存在。</translation>
    </message>
    <message>
        <source>Check the name and the folder.</source>
        <translation>请检查名称和文件夹。</translation>
    </message>
    <message>
        <source>Mend that line and try again.</source>
        <translation>请修正该行后重试。</translation>
    </message>
    <message>
        <source>%1, line %2: the row has another number of cells than the heading.</source>
        <translation>%1，第 %2 行：单元格数与标题行不同。</translation>
    </message>
    <message>
        <source>%1, line %2: a quotation mark is never closed.</source>
        <translation>%1，第 %2 行：引号没有闭合。</translation>
    </message>
    <message>
        <source>%1, line %2: the file has no heading line.</source>
        <translation>%1，第 %2 行：文件没有标题行。</translation>
    </message>
    <message>
        <source>Choose another label set or dataset.</source>
        <translation>请选择其他标签集或数据集。</translation>
    </message>
    <message>
        <source>No label set was named.</source>
        <translation>没有指定标签集。</translation>
    </message>
    <message>
        <source>There are %1 labelled cases to learn from and %2 to test on.</source>
        <translation>有 %1 个有标签的病例可学习，%2 个可测试。</translation>
    </message>
    <message>
        <source>There is no prompt for &quot;%1&quot;.</source>
        <translation>没有“%1”的提示语。</translation>
    </message>
    <message>
        <source>Add one; &quot;-&quot; speaks of pictures without the class.</source>
        <translation>请添加；“-”表示没有该类别的图片。</translation>
    </message>
    <message>
        <source>No labelled case lies in the test split.</source>
        <translation>测试集中没有有标签的病例。</translation>
    </message>
    <message>
        <source>The evaluation cannot be written to %1.</source>
        <translation>无法把评估写入 %1。</translation>
    </message>
    <message>
        <source>Nothing was left behind.</source>
        <translation>没有留下任何内容。</translation>
    </message>
    <message>
        <source>Check space and permissions, then evaluate again.</source>
        <translation>请检查空间和权限，然后重新评估。</translation>
    </message>
    <message>
        <source>The cached features in %1 are damaged.</source>
        <translation>%1 中缓存的特征已损坏。</translation>
    </message>
    <message>
        <source>They are worked out again.</source>
        <translation>将重新计算。</translation>
    </message>
    <message>
        <source>Embedding exams</source>
        <translation>正在计算检查的嵌入</translation>
    </message>
    <message>
        <source>Nothing was worked out.</source>
        <translation>未计算任何内容。</translation>
    </message>
    <message>
        <source>%1, line %2: the id %3 was there before.</source>
        <translation>%1，第 %2 行：id %3 之前已出现。</translation>
    </message>
    <message>
        <source>%1 has no column &quot;%2&quot;.</source>
        <translation>%1 没有“%2”列。</translation>
    </message>
    <message>
        <source>Name the column so in the heading line.</source>
        <translation>请在标题行中这样命名该列。</translation>
    </message>
    <message>
        <source>%1, line %2: the id %3 has no label.</source>
        <translation>%1，第 %2 行：id %3 没有标签。</translation>
    </message>
    <message>
        <source>%1, line %2: the id %3 has no score.</source>
        <translation>%1，第 %2 行：id %3 没有分数。</translation>
    </message>
    <message>
        <source>%1, line %2: the score &quot;%3&quot; is not a finite number.</source>
        <translation>%1，第 %2 行：分数“%3”不是有限的数。</translation>
    </message>
    <message>
        <source>%1, line %2: the label &quot;%3&quot; is not 0, 1 or empty.</source>
        <translation>%1，第 %2 行：标签“%3”不是 0、1 或空。</translation>
    </message>
    <message>
        <source>%1, line %2: no score column is named &quot;%3&quot;.</source>
        <translation>%1，第 %2 行：没有名为“%3”的分数列。</translation>
    </message>
    <message>
        <source>%1, line %2: there is no query row %3.</source>
        <translation>%1，第 %2 行：没有查询行 %3。</translation>
    </message>
    <message>
        <source>%1, line %2: there is no gallery row %3.</source>
        <translation>%1，第 %2 行：没有图库行 %3。</translation>
    </message>
    <message>
        <source>%1 does not hold rows of float32 or float64 numbers.</source>
        <translation>%1 不含 float32 或 float64 数的行。</translation>
    </message>
    <message>
        <source>Save an N x E array of floats.</source>
        <translation>请保存 N x E 的浮点数组。</translation>
    </message>
    <message>
        <source>%1, row %2: a number is not finite.</source>
        <translation>%1，第 %2 行：有数不是有限的。</translation>
    </message>
    <message>
        <source>The search text is empty.</source>
        <translation>检索文本为空。</translation>
    </message>
    <message>
        <source>The last result stays.</source>
        <translation>保留上次结果。</translation>
    </message>
    <message>
        <source>Write what the picture shows.</source>
        <translation>请写出图片显示的内容。</translation>
    </message>
    <message>
        <source>The terms cancel each other out.</source>
        <translation>各词互相抵消。</translation>
    </message>
    <message>
        <source>This exam has no %1-level picture feature under this model.</source>
        <translation>在此模型下该检查没有 %1 层面的图像特征。</translation>
    </message>
    <message>
        <source>The patient level needs both eyes: choose the level of the eye that is there.</source>
        <translation>患者层面需要双眼：请选择现有那只眼的层面。</translation>
    </message>
    <message>
        <source>The cached features are of another width than this model&apos;s.</source>
        <translation>缓存特征的宽度与此模型不同。</translation>
    </message>
    <message>
        <source>Embed the study with this model.</source>
        <translation>请用此模型计算研究的嵌入。</translation>
    </message>
    <message>
        <source>No exam has both a photograph that can be read and a report.</source>
        <translation>没有检查同时具有可读取的照片和报告。</translation>
    </message>
    <message>
        <source>Choose other exams.</source>
        <translation>请选择其他检查。</translation>
    </message>
    <message>
        <source>The prompts of a class have no direction.</source>
        <translation>某类别的提示语没有方向。</translation>
    </message>
    <message>
        <source>Choose other prompts.</source>
        <translation>请选择其他提示语。</translation>
    </message>
    <message>
        <source>only one class occurs in the labels</source>
        <translation>标签中只出现一个类别</translation>
    </message>
    <message>
        <source>no item of the class</source>
        <translation>没有该类别的项</translation>
    </message>
    <message>
        <source>all items are of the class</source>
        <translation>所有项都属于该类别</translation>
    </message>
    <message>
        <source>no item of that class</source>
        <translation>没有该类别的项</translation>
    </message>
    <message>
        <source>it is defined for no class</source>
        <translation>对任何类别都没有定义</translation>
    </message>
    <message>
        <source>the scores are not probabilities</source>
        <translation>分数不是概率</translation>
    </message>
    <message>
        <source>labels and predictions are one and the same single class</source>
        <translation>标签和预测是同一个单一类别</translation>
    </message>
    <message>
        <source>a class does not occur in the labels</source>
        <translation>有类别未在标签中出现</translation>
    </message>
    <message>
        <source>there are no labelled items</source>
        <translation>没有有标签的项</translation>
    </message>
    <message>
        <source>No metric was computed.</source>
        <translation>未计算指标。</translation>
    </message>
    <message>
        <source>Check the labels and the scores.</source>
        <translation>请检查标签和分数。</translation>
    </message>
    <message>
        <source>Labels, classes and scores are not equally many.</source>
        <translation>标签、类别和分数的数量不一致。</translation>
    </message>
    <message>
        <source>Labels and patients are not equally many.</source>
        <translation>标签和患者的数量不一致。</translation>
    </message>
    <message>
        <source>A score is not a finite number.</source>
        <translation>有分数不是有限的数。</translation>
    </message>
    <message>
        <source>An item has another number of labels than there are classes.</source>
        <translation>有项的标签数与类别数不同。</translation>
    </message>
    <message>
        <source>A label is outside the classes.</source>
        <translation>有标签不在类别之内。</translation>
    </message>
    <message>
        <source>Check the queries, the gallery and the positives.</source>
        <translation>请检查查询、图库和正样本。</translation>
    </message>
    <message>
        <source>Queries and positives are not equally many.</source>
        <translation>查询和正样本的数量不一致。</translation>
    </message>
    <message>
        <source>Queries and groups are not equally many.</source>
        <translation>查询和分组的数量不一致。</translation>
    </message>
    <message>
        <source>A positive is outside the gallery.</source>
        <translation>有正样本不在图库中。</translation>
    </message>
    <message>
        <source>no query has a positive</source>
        <translation>没有查询具有正样本</translation>
    </message>
    <message>
        <source>Queries and gallery are not equally wide.</source>
        <translation>查询和图库的宽度不一致。</translation>
    </message>
    <message>
        <source>A feature is not a finite number.</source>
        <translation>有特征不是有限的数。</translation>
    </message>
    <message>
        <source>A similarity is not a finite number.</source>
        <translation>有相似度不是有限的数。</translation>
    </message>
    <message>
        <source>Everything confirmed before is saved; this change was not made.</source>
        <translation>此前确认的内容都已保存；这次更改没有执行。</translation>
    </message>
    <message>
        <source>The disk is full: %1 cannot grow.</source>
        <translation>磁盘已满：%1 无法增大。</translation>
    </message>
    <message>
        <source>Another program is writing to %1.</source>
        <translation>另一个程序正在写入 %1。</translation>
    </message>
    <message>
        <source>Wait until it has finished, then try again.</source>
        <translation>请等它完成后重试。</translation>
    </message>
    <message>
        <source>%1 cannot be written to: it is read-only.</source>
        <translation>无法写入 %1：它是只读的。</translation>
    </message>
    <message>
        <source>Ask for permission to write to the folder, or work on a copy.</source>
        <translation>请申请文件夹的写入权限，或在副本上工作。</translation>
    </message>
    <message>
        <source>%1 is damaged, or is not a study&apos;s database.</source>
        <translation>%1 已损坏，或不是研究的数据库。</translation>
    </message>
    <message>
        <source>There is not enough memory for this.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>%1 cannot be opened.</source>
        <translation>无法打开 %1。</translation>
    </message>
    <message>
        <source>Check the path and your permission to read it.</source>
        <translation>请检查路径和读取权限。</translation>
    </message>
    <message>
        <source>%1 could not be read or written: %2.</source>
        <translation>无法读取或写入 %1：%2。</translation>
    </message>
    <message>
        <source>Check that the disk or network drive is there, then try again.</source>
        <translation>请检查磁盘或网络驱动器是否存在，然后重试。</translation>
    </message>
    <message>
        <source>The study&apos;s database refused a step.</source>
        <translation>研究的数据库拒绝了一个步骤。</translation>
    </message>
    <message>
        <source>Report this, with the details.</source>
        <translation>请连同详情报告此问题。</translation>
    </message>
    <message>
        <source>The dataset was not frozen.</source>
        <translation>数据集未冻结。</translation>
    </message>
    <message>
        <source>A dataset needs a name.</source>
        <translation>数据集需要名称。</translation>
    </message>
    <message>
        <source>Type one.</source>
        <translation>请输入一个。</translation>
    </message>
    <message>
        <source>There is a dataset “%1” already.</source>
        <translation>已有数据集“%1”。</translation>
    </message>
    <message>
        <source>Choose another name, e.g. with a version: %1.</source>
        <translation>请选择其他名称，例如带版本：%1。</translation>
    </message>
    <message>
        <source>No exam matches: there is nothing to freeze.</source>
        <translation>没有符合的检查：没有可冻结的内容。</translation>
    </message>
    <message>
        <source>Widen the query.</source>
        <translation>请放宽查询。</translation>
    </message>
    <message>
        <source>There is no dataset “%1”.</source>
        <translation>没有数据集“%1”。</translation>
    </message>
    <message>
        <source>See the list of datasets, or freeze one.</source>
        <translation>请查看数据集列表，或冻结一个。</translation>
    </message>
    <message>
        <source>Freeze a new version, or put back what changed.</source>
        <translation>请冻结新版本，或恢复更改的内容。</translation>
    </message>
    <message>
        <source>The members of dataset “%1” are not those that were frozen.</source>
        <translation>数据集“%1”的成员不是冻结时的成员。</translation>
    </message>
    <message>
        <source>%1 exams of dataset “%2” hold other photographs or reports than when it was frozen (first: %3).</source>
        <translation>数据集“%2”中有 %1 次检查的照片或报告与冻结时不同（第一个：%3）。</translation>
    </message>
    <message>
        <source>The edit names no exam.</source>
        <translation>该编辑没有指定检查。</translation>
    </message>
    <message>
        <source>Choose at least one exam.</source>
        <translation>请至少选择一次检查。</translation>
    </message>
    <message>
        <source>The label set “%1” has no class “%2”.</source>
        <translation>标签集“%1”没有类别“%2”。</translation>
    </message>
    <message>
        <source>The label set “%1” takes exactly one class.</source>
        <translation>标签集“%1”只取一个类别。</translation>
    </message>
    <message>
        <source>Give one class, or clear the label.</source>
        <translation>请给出一个类别，或清除标签。</translation>
    </message>
    <message>
        <source>A tag needs a name.</source>
        <translation>标记需要名称。</translation>
    </message>
    <message>
        <source>Type a word.</source>
        <translation>请输入一个词。</translation>
    </message>
    <message>
        <source>This exam has no photograph %1.</source>
        <translation>该检查没有照片 %1。</translation>
    </message>
    <message>
        <source>Choose one of the exam&apos;s photographs.</source>
        <translation>请选择该检查的照片之一。</translation>
    </message>
    <message>
        <source>The history names a field “%1” that is not known.</source>
        <translation>历史中有未知的字段“%1”。</translation>
    </message>
    <message>
        <source>Check the study; a newer version may have written it.</source>
        <translation>请检查研究；可能由更新版本写成。</translation>
    </message>
    <message>
        <source>There is nothing left to undo.</source>
        <translation>没有可撤销的操作了。</translation>
    </message>
    <message>
        <source>The history shows what was done.</source>
        <translation>历史显示做过什么。</translation>
    </message>
    <message>
        <source>Redo follows an undo, until the next edit.</source>
        <translation>重做跟在撤销之后，直到下一次编辑。</translation>
    </message>
    <message>
        <source>“%1” has no list of values.</source>
        <translation>“%1”没有取值列表。</translation>
    </message>
    <message>
        <source>“%1” cannot be the name of a label set.</source>
        <translation>“%1”不能作为标签集名称。</translation>
    </message>
    <message>
        <source>Choose a name without a slash.</source>
        <translation>请选择不含斜杠的名称。</translation>
    </message>
    <message>
        <source>The label set “%1” exists already as another kind (%2).</source>
        <translation>标签集“%1”已存在，但种类不同（%2）。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请选择其他名称。</translation>
    </message>
    <message>
        <source>The label set “%1” exists already with another class.</source>
        <translation>标签集“%1”已存在，但类别不同。</translation>
    </message>
    <message>
        <source>Look at the label set&apos;s classes.</source>
        <translation>请查看该标签集的类别。</translation>
    </message>
    <message>
        <source>The parts of the split do not add up to 100 %.</source>
        <translation>划分的各部分之和不是 100 %。</translation>
    </message>
    <message>
        <source>No split was changed.</source>
        <translation>未改变任何划分。</translation>
    </message>
    <message>
        <source>Give three that do, e.g. 70/10/20.</source>
        <translation>请给出三个数，例如 70/10/20。</translation>
    </message>
    <message>
        <source>This “)” closes nothing.</source>
        <translation>这个“)”没有对应的括号。</translation>
    </message>
    <message>
        <source>Remove it, or open it before.</source>
        <translation>请删除，或在前面打开括号。</translation>
    </message>
    <message>
        <source>Something to look for is missing here.</source>
        <translation>这里缺少要查找的内容。</translation>
    </message>
    <message>
        <source>Type a word or a test, e.g. %1.</source>
        <translation>请输入词或条件，例如 %1。</translation>
    </message>
    <message>
        <source>An order or a limit cannot be negated.</source>
        <translation>排序或数量限制不能取反。</translation>
    </message>
    <message>
        <source>e.g. %1.</source>
        <translation>例如 %1。</translation>
    </message>
    <message>
        <source>The query is nested too deeply.</source>
        <translation>查询嵌套过深。</translation>
    </message>
    <message>
        <source>Split it into two.</source>
        <translation>请分成两个。</translation>
    </message>
    <message>
        <source>This “(” is not closed.</source>
        <translation>这个“(”没有闭合。</translation>
    </message>
    <message>
        <source>Add “)”.</source>
        <translation>请添加“)”。</translation>
    </message>
    <message>
        <source>A field is missing before “%1”.</source>
        <translation>“%1”前缺少字段。</translation>
    </message>
    <message>
        <source>“%1” is not an eye.</source>
        <translation>“%1”不是眼别。</translation>
    </message>
    <message>
        <source>Write od or os, e.g. %1.</source>
        <translation>请写 od 或 os，例如 %1。</translation>
    </message>
    <message>
        <source>“%1” does not speak of one eye.</source>
        <translation>“%1”不针对单眼。</translation>
    </message>
    <message>
        <source>Leave out “@” and the eye.</source>
        <translation>请去掉“@”和眼别。</translation>
    </message>
    <message>
        <source>“%1” is not a field.</source>
        <translation>“%1”不是字段。</translation>
    </message>
    <message>
        <source>Choose one of %1, or put the words in “&quot;”.</source>
        <translation>请从 %1 中选择，或把词放进“&quot;”。</translation>
    </message>
    <message>
        <source>The quotation mark is not closed.</source>
        <translation>引号没有闭合。</translation>
    </message>
    <message>
        <source>Add one at the end.</source>
        <translation>请在末尾补上。</translation>
    </message>
    <message>
        <source>“%1” needs a number.</source>
        <translation>“%1”需要数字。</translation>
    </message>
    <message>
        <source>“%1” needs a date: 2023, 2023-04, 2023-04-05 or 30d.</source>
        <translation>“%1”需要日期：2023、2023-04、2023-04-05 或 30d。</translation>
    </message>
    <message>
        <source>“%1” needs od, os, both, one or none.</source>
        <translation>“%1”需要 od、os、both、one 或 none。</translation>
    </message>
    <message>
        <source>“%1” needs F, M or none.</source>
        <translation>“%1”需要 F、M 或 none。</translation>
    </message>
    <message>
        <source>“%1” needs train, validation, test or none.</source>
        <translation>“%1”需要 train、validation、test 或 none。</translation>
    </message>
    <message>
        <source>“%1” needs a word.</source>
        <translation>“%1”需要一个词。</translation>
    </message>
    <message>
        <source>“%1” has no greater or less.</source>
        <translation>“%1”不能比较大小。</translation>
    </message>
    <message>
        <source>A comparison takes one value.</source>
        <translation>比较只取一个值。</translation>
    </message>
    <message>
        <source>“%1” needs a class.</source>
        <translation>“%1”需要类别。</translation>
    </message>
    <message>
        <source>“%1” takes a colon.</source>
        <translation>“%1”使用冒号。</translation>
    </message>
    <message>
        <source>“%1” stands outside parentheses, for the whole query.</source>
        <translation>“%1”应在括号之外，作用于整个查询。</translation>
    </message>
    <message>
        <source>Move it to the end.</source>
        <translation>请移到末尾。</translation>
    </message>
    <message>
        <source>Exams cannot be sorted by “%1”.</source>
        <translation>检查不能按“%1”排序。</translation>
    </message>
    <message>
        <source>“%1” needs a whole number.</source>
        <translation>“%1”需要整数。</translation>
    </message>
    <message>
        <source>There is no %1 “%2”.</source>
        <translation>没有%1“%2”。</translation>
    </message>
    <message>
        <source>There is none yet.</source>
        <translation>目前还没有。</translation>
    </message>
    <message>
        <source>No run has predictions yet.</source>
        <translation>还没有运行有预测。</translation>
    </message>
    <message>
        <source>Evaluate a run first; to find the word in reports, put it in “&quot;”.</source>
        <translation>请先评估一个运行；要在报告中找这个词，请放进“&quot;”。</translation>
    </message>
    <message>
        <source>There is no run “%1” in this study.</source>
        <translation>此研究中没有运行“%1”。</translation>
    </message>
    <message>
        <source>See the list of runs for its number.</source>
        <translation>请在运行列表中查看编号。</translation>
    </message>
    <message>
        <source>There is nothing to learn from: no exam has what this run needs.</source>
        <translation>没有可学习的内容：没有检查具备此运行所需。</translation>
    </message>
    <message>
        <source>No run was made.</source>
        <translation>未创建运行。</translation>
    </message>
    <message>
        <source>Import photographs and reports, or choose another dataset.</source>
        <translation>请导入照片和报告，或选择其他数据集。</translation>
    </message>
    <message>
        <source>A run&apos;s name cannot be a number: runs have numbers already.</source>
        <translation>运行名称不能是数字：运行已有编号。</translation>
    </message>
    <message>
        <source>Choose a name with a letter.</source>
        <translation>请选择带字母的名称。</translation>
    </message>
    <message>
        <source>There is a run “%1” already.</source>
        <translation>已有运行“%1”。</translation>
    </message>
    <message>
        <source>Choose another name, or resume that run.</source>
        <translation>请选择其他名称，或续训该运行。</translation>
    </message>
    <message>
        <source>The run&apos;s number is not the one expected.</source>
        <translation>运行的编号与预期不符。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>Run %1 is running.</source>
        <translation>运行 %1 正在进行。</translation>
    </message>
    <message>
        <source>It was not deleted.</source>
        <translation>未删除。</translation>
    </message>
    <message>
        <source>Pause or cancel it first.</source>
        <translation>请先暂停或取消。</translation>
    </message>
    <message>
        <source>The folder of run %1 cannot be moved to the trash.</source>
        <translation>无法把运行 %1 的文件夹移到回收站。</translation>
    </message>
    <message>
        <source>Close programs that use its files, then try again.</source>
        <translation>请关闭使用其文件的程序，然后重试。</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>请选择可写入的文件夹。</translation>
    </message>
    <message>
        <source>The backup %1 cannot be named.</source>
        <translation>备份 %1 无法命名。</translation>
    </message>
    <message>
        <source>The study is as it was.</source>
        <translation>研究保持原样。</translation>
    </message>
    <message>
        <source>%1 exists already and is not empty.</source>
        <translation>%1 已存在且不是空的。</translation>
    </message>
    <message>
        <source>It was left as it is.</source>
        <translation>保持原样。</translation>
    </message>
    <message>
        <source>Choose another name, or open it.</source>
        <translation>请选择其他名称，或打开它。</translation>
    </message>
    <message>
        <source>No study was made.</source>
        <translation>未创建研究。</translation>
    </message>
    <message>
        <source>%1 is not a study: it holds no study.db.</source>
        <translation>%1 不是研究：其中没有 study.db。</translation>
    </message>
    <message>
        <source>Check the path, or make a new study.</source>
        <translation>请检查路径，或新建研究。</translation>
    </message>
    <message>
        <source>%1 is a database, but not of a study.</source>
        <translation>%1 是数据库，但不是研究的数据库。</translation>
    </message>
    <message>
        <source>Check the path, or put back a file of the backups folder.</source>
        <translation>请检查路径，或放回 backups 文件夹中的文件。</translation>
    </message>
    <message>
        <source>This study was made by a newer version (its format %1, here %2).</source>
        <translation>此研究由更新的版本创建（其格式 %1，此处 %2）。</translation>
    </message>
    <message>
        <source>Open it read-only, or update the program.</source>
        <translation>请以只读方式打开，或更新程序。</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>请更新程序。</translation>
    </message>
    <message>
        <source>This study is of an older format (%1, here %2).</source>
        <translation>此研究是较旧的格式（%1，此处 %2）。</translation>
    </message>
    <message>
        <source>Open it once for writing: it is brought up to date, after a backup.</source>
        <translation>请以可写方式打开一次：备份后会升级。</translation>
    </message>
    <message>
        <source>Looking at photographs</source>
        <translation>正在查看照片</translation>
    </message>
    <message>
        <source>There is no exam %1 in this study.</source>
        <translation>此研究中没有检查 %1。</translation>
    </message>
    <message>
        <source>Look at the list of exams for its code.</source>
        <translation>请在检查列表中查看编号。</translation>
    </message>
    <message>
        <source>There is no label set “%1” in this study.</source>
        <translation>此研究中没有标签集“%1”。</translation>
    </message>
    <message>
        <source>Define it first, or import labels.</source>
        <translation>请先定义，或导入标签。</translation>
    </message>
    <message>
        <source>This study is open read-only.</source>
        <translation>此研究以只读方式打开。</translation>
    </message>
    <message>
        <source>Open it for writing, where nobody else does.</source>
        <translation>请在无人使用处以可写方式打开。</translation>
    </message>
    <message>
        <source>This study is open for writing by %1 on computer %2 (process %3).</source>
        <translation>此研究正由 %1 在计算机 %2（进程 %3）上以可写方式打开。</translation>
    </message>
    <message>
        <source>Open it read-only, or close it there.</source>
        <translation>请以只读方式打开，或在那里关闭。</translation>
    </message>
    <message>
        <source>The disk is full: %1 cannot be written.</source>
        <translation>磁盘已满：无法写入 %1。</translation>
    </message>
    <message>
        <source>Free some space, or open it read-only.</source>
        <translation>请清理空间，或以只读方式打开。</translation>
    </message>
    <message>
        <source>The study in %1 cannot be written to: %2.</source>
        <translation>无法写入 %1 中的研究：%2。</translation>
    </message>
    <message>
        <source>Open it read-only, or ask for permission to write.</source>
        <translation>请以只读方式打开，或申请写入权限。</translation>
    </message>
    <message>
        <source>Correct the label in the source.</source>
        <translation>请在来源中改正标签。</translation>
    </message>
    <message>
        <source>The patient is not named.</source>
        <translation>没有指明患者。</translation>
    </message>
    <message>
        <source>The row was left out; the others are in.</source>
        <translation>该行被略过；其他行已加入。</translation>
    </message>
    <message>
        <source>Fill in the patient&apos;s column.</source>
        <translation>请填写患者列。</translation>
    </message>
    <message>
        <source>The checkpoint is damaged: %1.</source>
        <translation>检查点已损坏：%1。</translation>
    </message>
    <message>
        <source>This is not a checkpoint: %1.</source>
        <translation>这不是检查点：%1。</translation>
    </message>
    <message>
        <source>Choose a .safetensors file or a .pt file with a state dictionary.</source>
        <translation>请选择 .safetensors 文件，或含状态字典的 .pt 文件。</translation>
    </message>
    <message>
        <source>Weights cannot be written as %1.</source>
        <translation>权重不能写为 %1。</translation>
    </message>
    <message>
        <source>Choose float32, float16 or bfloat16.</source>
        <translation>请选择 float32、float16 或 bfloat16。</translation>
    </message>
    <message>
        <source>The pickle is refused at byte %1 (opcode %2): %3.</source>
        <translation>在字节 %1（操作码 %2）处拒绝该 pickle：%3。</translation>
    </message>
    <message>
        <source>Nothing was loaded, and nothing in the file was run.</source>
        <translation>未载入任何内容，文件中的内容也未执行。</translation>
    </message>
    <message>
        <source>Ask for the weights alone, as a state dictionary or safetensors file.</source>
        <translation>请索取仅含权重的文件：状态字典或 safetensors。</translation>
    </message>
    <message>
        <source>These weights are too large for a .pt file.</source>
        <translation>这些权重对 .pt 文件来说太大。</translation>
    </message>
    <message>
        <source>Give a name that ends in .safetensors.</source>
        <translation>请给出以 .safetensors 结尾的名称。</translation>
    </message>
    <message>
        <source>The checkpoint&apos;s zip archive cannot be read: %1.</source>
        <translation>无法读取检查点的 zip 归档：%1。</translation>
    </message>
    <message>
        <source>The network was not changed.</source>
        <translation>网络未改变。</translation>
    </message>
    <message>
        <source>The checkpoint lacks %1 tensors: %2.</source>
        <translation>检查点缺少 %1 个张量：%2。</translation>
    </message>
    <message>
        <source>%1 tensors have another shape: %2.</source>
        <translation>%1 个张量形状不同：%2。</translation>
    </message>
    <message>
        <source>Choose a whole RET-CLIP checkpoint, or the sizes it was made with.</source>
        <translation>请选择完整的 RET-CLIP 检查点，或其生成时的尺寸。</translation>
    </message>
    <message>
        <source>The checkpoint holds no tensor of this network.</source>
        <translation>检查点中没有此网络的张量。</translation>
    </message>
    <message>
        <source>Choose RET-CLIP, CLIP or BERT weights of the same sizes.</source>
        <translation>请选择相同尺寸的 RET-CLIP、CLIP 或 BERT 权重。</translation>
    </message>
    <message>
        <source>The tensors of %1 are not a RET-CLIP network.</source>
        <translation>%1 的张量不是 RET-CLIP 网络。</translation>
    </message>
    <message>
        <source>SentencePiece could not be opened from %1.</source>
        <translation>无法从 %1 打开 SentencePiece。</translation>
    </message>
    <message>
        <source>Tokenizers with a vocabulary file still work.</source>
        <translation>使用词表文件的分词器仍可用。</translation>
    </message>
    <message>
        <source>Install the program again, whole.</source>
        <translation>请重新完整安装程序。</translation>
    </message>
    <message>
        <source>%1 is not a tokenizer.</source>
        <translation>%1 不是分词器。</translation>
    </message>
    <message>
        <source>No tokenizer was opened.</source>
        <translation>未打开分词器。</translation>
    </message>
    <message>
        <source>Choose a BERT vocabulary (vocab.txt) or a SentencePiece model.</source>
        <translation>请选择 BERT 词表（vocab.txt）或 SentencePiece 模型。</translation>
    </message>
    <message>
        <source>No tokenizer was written.</source>
        <translation>未写入分词器。</translation>
    </message>
    <message>
        <source>There are no reports to learn a tokenizer from.</source>
        <translation>没有可用于学习分词器的报告。</translation>
    </message>
    <message>
        <source>Add reports, or choose a vocabulary file.</source>
        <translation>请添加报告，或选择词表文件。</translation>
    </message>
    <message>
        <source>%1 is not a kind of tokenizer.</source>
        <translation>%1 不是分词器种类。</translation>
    </message>
    <message>
        <source>Choose unigram or bpe.</source>
        <translation>请选择 unigram 或 bpe。</translation>
    </message>
    <message>
        <source>The character coverage must lie between 0 and 1.</source>
        <translation>字符覆盖率必须在 0 到 1 之间。</translation>
    </message>
    <message>
        <source>Give a share such as 0.9995.</source>
        <translation>请给出如 0.9995 的比例。</translation>
    </message>
    <message>
        <source>The reports do not carry a tokenizer of %1 pieces.</source>
        <translation>报告不足以支持 %1 个词元的分词器。</translation>
    </message>
    <message>
        <source>Ask for another size, or choose a vocabulary file.</source>
        <translation>请改用其他大小，或选择词表文件。</translation>
    </message>
    <message>
        <source>%1 is not a vocabulary: it has no line %2.</source>
        <translation>%1 不是词表：没有第 %2 行。</translation>
    </message>
    <message>
        <source>In %1, [PAD] is line %2; it must be the first.</source>
        <translation>在 %1 中 [PAD] 位于第 %2 行；它必须是第一行。</translation>
    </message>
    <message>
        <source>Choose the vocabulary that the network was trained with.</source>
        <translation>请选择网络训练时使用的词表。</translation>
    </message>
    <message>
        <source>Nothing was fitted.</source>
        <translation>未拟合任何内容。</translation>
    </message>
    <message>
        <source>Check the labels and the features.</source>
        <translation>请检查标签和特征。</translation>
    </message>
    <message>
        <source>A classifier was given another number of labels than of features.</source>
        <translation>分类器得到的标签数与特征数不同。</translation>
    </message>
    <message>
        <source>A classifier needs two classes and C above 0.</source>
        <translation>分类器需要两个类别且 C 大于 0。</translation>
    </message>
    <message>
        <source>Row %1 has an unknown class.</source>
        <translation>第 %1 行的类别未知。</translation>
    </message>
    <message>
        <source>No exam has a label to learn from.</source>
        <translation>没有检查带有可学习的标签。</translation>
    </message>
    <message>
        <source>A feature is not a number.</source>
        <translation>有特征不是数。</translation>
    </message>
    <message>
        <source>Check the checkpoint that made the features.</source>
        <translation>请检查产生这些特征的检查点。</translation>
    </message>
    <message>
        <source>Install the full package to train and retrieve.</source>
        <translation>请安装完整的软件包以训练和检索。</translation>
    </message>
    <message>
        <source>Dataset %1 is frozen: %2 patients for training, %3 for validation, %4 for test.</source>
        <translation>数据集 %1 已冻结：训练 %2 名、验证 %3 名、测试 %4 名患者。</translation>
    </message>
    <message>
        <source>Every exam in this direction has a label.</source>
        <translation>此方向的每次检查都有标签。</translation>
    </message>
    <message>
        <source>Exported %1 rows into %2.</source>
        <translation>已导出 %1 行到 %2。</translation>
    </message>
    <message>
        <source>No file was left behind.</source>
        <translation>没有留下文件。</translation>
    </message>
    <message>
        <source>Export stopped: the photograph %1 is not what was imported; its content has changed.</source>
        <translation>导出已停止：照片 %1 与导入时不同；其内容已改变。</translation>
    </message>
    <message>
        <source>Put the original back, or import it again, then export.</source>
        <translation>请放回原文件或重新导入，然后再导出。</translation>
    </message>
    <message>
        <source>Copying photographs</source>
        <translation>正在复制照片</translation>
    </message>
    <message>
        <source>The disk is full: %1 MB are free.</source>
        <translation>磁盘已满：剩余 %1 MB。</translation>
    </message>
    <message>
        <source>Free space, or choose another folder, and export again.</source>
        <translation>请清理空间或选择其他文件夹，然后重新导出。</translation>
    </message>
    <message>
        <source>There is no label set &quot;%1&quot; to make classes from.</source>
        <translation>没有可用来分类的标签集“%1”。</translation>
    </message>
    <message>
        <source>Choose one of the study&apos;s label sets.</source>
        <translation>请选择研究的标签集之一。</translation>
    </message>
    <message>
        <source>The label set &quot;%1&quot; has no class &quot;%2&quot;.</source>
        <translation>标签集“%1”没有类别“%2”。</translation>
    </message>
    <message>
        <source>Choose one of its classes.</source>
        <translation>请选择其类别之一。</translation>
    </message>
    <message>
        <source>An exam may have several classes of &quot;%1&quot;, but a photograph lies in one folder.</source>
        <translation>一次检查可以有“%1”的多个类别，但一张照片只能放在一个文件夹中。</translation>
    </message>
    <message>
        <source>Name one class, as in %1/%2, or export as CSV or JSON Lines.</source>
        <translation>请指定一个类别，如 %1/%2，或导出为 CSV 或 JSON Lines。</translation>
    </message>
    <message>
        <source>There is no exam to export.</source>
        <translation>没有可导出的检查。</translation>
    </message>
    <message>
        <source>Choose a dataset or a query that finds exams.</source>
        <translation>请选择能找到检查的数据集或查询。</translation>
    </message>
    <message>
        <source>%1 is there already and is not empty.</source>
        <translation>%1 已存在且不是空的。</translation>
    </message>
    <message>
        <source>It was not touched.</source>
        <translation>未改动它。</translation>
    </message>
    <message>
        <source>Choose a new folder.</source>
        <translation>请选择新文件夹。</translation>
    </message>
    <message>
        <source>No photograph is left to export as class folders: none has both a class of &quot;%1&quot; and a split that fits.</source>
        <translation>没有照片可导出为类别文件夹：没有一张同时具有“%1”的类别和合适的划分。</translation>
    </message>
    <message>
        <source>Choose a dataset with a split and a label set that is filled.</source>
        <translation>请选择有划分的数据集和已填写的标签集。</translation>
    </message>
    <message>
        <source>Check exam %1 (W), then export again.</source>
        <translation>请检查 %1（W），然后重新导出。</translation>
    </message>
    <message>
        <source>Export stopped: row %1 of %2 names a patient that was not exported.</source>
        <translation>导出已停止：%2 的第 %1 行是未导出的患者。</translation>
    </message>
    <message>
        <source>Export stopped: column %1 of row %2 of %3 holds the right eye.</source>
        <translation>导出已停止：%3 第 %2 行的第 %1 列为右眼。</translation>
    </message>
    <message>
        <source>Export stopped: column %1 of row %2 of %3 holds the left eye.</source>
        <translation>导出已停止：%3 第 %2 行的第 %1 列为左眼。</translation>
    </message>
    <message>
        <source>Export stopped: column %1 of row %2 of %3 does not hold what was written.</source>
        <translation>导出已停止：%3 第 %2 行的第 %1 列不是写入的内容。</translation>
    </message>
    <message>
        <source>Export stopped: the text of row %1 of split %2 is not what was written.</source>
        <translation>导出已停止：划分 %2 第 %1 行的文本不是写入的内容。</translation>
    </message>
    <message>
        <source>Export stopped: split %1 lacks patient %2.</source>
        <translation>导出已停止：划分 %1 缺少患者 %2。</translation>
    </message>
    <message>
        <source>No exam has both eyes and a report.</source>
        <translation>没有检查同时具有双眼和报告。</translation>
    </message>
    <message>
        <source>Choose another dataset, or export as JSON Lines.</source>
        <translation>请选择其他数据集，或导出为 JSON Lines。</translation>
    </message>
    <message>
        <source>Writing RET-CLIP files</source>
        <translation>正在写入 RET-CLIP 文件</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Export stopped: a split is missing in the written files.</source>
        <translation>导出已停止：写出的文件中缺少一个划分。</translation>
    </message>
    <message>
        <source>%1 is not a picture that can be read.</source>
        <translation>%1 不是可读取的图片。</translation>
    </message>
    <message>
        <source>%1 is cut short.</source>
        <translation>%1 不完整。</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 已损坏。</translation>
    </message>
    <message>
        <source>%1 is of a kind that is not read here: %2.</source>
        <translation>%1 是此处不读取的类型：%2。</translation>
    </message>
    <message>
        <source>%1 is too large: %2 × %3 pixels.</source>
        <translation>%1 过大：%2 × %3 像素。</translation>
    </message>
    <message>
        <source>The encoding %1 was guessed from the bytes.</source>
        <translation>编码 %1 由字节猜测得出。</translation>
    </message>
    <message>
        <source>The row names no patient.</source>
        <translation>该行没有患者。</translation>
    </message>
    <message>
        <source>The other rows were read.</source>
        <translation>其他行已读取。</translation>
    </message>
    <message>
        <source>Correct the row and import again.</source>
        <translation>请改正该行后重新导入。</translation>
    </message>
    <message>
        <source>%1 is not an export of this program (exams.csv or exams.jsonl with manifest.json).</source>
        <translation>%1 不是本程序的导出（exams.csv 或 exams.jsonl 加 manifest.json）。</translation>
    </message>
    <message>
        <source>Import it with the layout &quot;table&quot;.</source>
        <translation>请用格式“table”导入。</translation>
    </message>
    <message>
        <source>The line is not a JSON object.</source>
        <translation>该行不是 JSON 对象。</translation>
    </message>
    <message>
        <source>%1 holds no photographs.</source>
        <translation>%1 中没有照片。</translation>
    </message>
    <message>
        <source>Choose the folder that holds them, or a table.</source>
        <translation>请选择存放照片的文件夹，或一个表格。</translation>
    </message>
    <message>
        <source>By its name a mask or drawing, not a photograph; left out.</source>
        <translation>从名称看是掩膜或绘图，不是照片；已略过。</translation>
    </message>
    <message>
        <source>The name does not fit the pattern.</source>
        <translation>名称不符合模式。</translation>
    </message>
    <message>
        <source>%1 is not a folder that can be read.</source>
        <translation>%1 不是可读取的文件夹。</translation>
    </message>
    <message>
        <source>Check the name and the permission.</source>
        <translation>请检查名称和权限。</translation>
    </message>
    <message>
        <source>The pattern is not a regular expression with a group named &quot;patient&quot;.</source>
        <translation>该模式不是含有“patient”命名组的正则表达式。</translation>
    </message>
    <message>
        <source>For example: %1</source>
        <translation>例如：%1</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>The study has a label set &quot;%1&quot; of another kind (%2; the source has %3).</source>
        <translation>研究中的标签集“%1”是另一种类型（%2；来源为 %3）。</translation>
    </message>
    <message>
        <source>Rename the column, or do not import it as a label.</source>
        <translation>请重命名该列，或不作为标签导入。</translation>
    </message>
    <message>
        <source>The photograph %1 is not there; the rest of the exam is in.</source>
        <translation>照片 %1 不存在；检查的其余部分已加入。</translation>
    </message>
    <message>
        <source>Patient %1 has no photograph that can be read; left out.</source>
        <translation>患者 %1 没有可读取的照片；已略过。</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>无法读取 %1。</translation>
    </message>
    <message>
        <source>Check that you may read it, and import again.</source>
        <translation>请确认有读取权限，然后重新导入。</translation>
    </message>
    <message>
        <source>%1 holds nothing that can be imported: no table (.csv, .tsv, .xlsx), no photographs, no RET-CLIP files.</source>
        <translation>%1 中没有可导入的内容：没有表格（.csv、.tsv、.xlsx）、照片或 RET-CLIP 文件。</translation>
    </message>
    <message>
        <source>Choose a table or the folder with the photographs.</source>
        <translation>请选择表格或存放照片的文件夹。</translation>
    </message>
    <message>
        <source>%1 is not a readable LMDB store.</source>
        <translation>%1 不是可读取的 LMDB 存储。</translation>
    </message>
    <message>
        <source>Nothing of it was imported.</source>
        <translation>未导入其中任何内容。</translation>
    </message>
    <message>
        <source>Copy the store again, or import the TSV and JSONL files it was made from.</source>
        <translation>请重新复制该存储，或导入其来源的 TSV 和 JSONL 文件。</translation>
    </message>
    <message>
        <source>The LMDB store %1 cannot be written.</source>
        <translation>无法写入 LMDB 存储 %1。</translation>
    </message>
    <message>
        <source>Check the space and the permission, then export again.</source>
        <translation>请检查空间和权限，然后重新导出。</translation>
    </message>
    <message>
        <source>There is no LMDB store in %1.</source>
        <translation>%1 中没有 LMDB 存储。</translation>
    </message>
    <message>
        <source>Choose the folder above &quot;imgs&quot; and &quot;pairs&quot;.</source>
        <translation>请选择“imgs”和“pairs”的上级文件夹。</translation>
    </message>
    <message>
        <source>%1 has not ODIR&apos;s columns (ID, Left-Fundus, Right-Fundus, N, D, G, C, A, H, M, O).</source>
        <translation>%1 没有 ODIR 的列（ID、Left-Fundus、Right-Fundus、N、D、G、C、A、H、M、O）。</translation>
    </message>
    <message>
        <source>A stored record holds more than a tuple of texts and numbers (pickle opcode %1).</source>
        <translation>存储的记录包含文本和数字元组以外的内容（pickle 操作码 %1）。</translation>
    </message>
    <message>
        <source>Nothing in it was run.</source>
        <translation>其中没有任何内容被执行。</translation>
    </message>
    <message>
        <source>Build the store again with RET-CLIP&apos;s own script.</source>
        <translation>请用 RET-CLIP 自己的脚本重新生成该存储。</translation>
    </message>
    <message>
        <source>A stored record is cut short or not a tuple.</source>
        <translation>存储的记录不完整或不是元组。</translation>
    </message>
    <message>
        <source>The records before it were read.</source>
        <translation>此前的记录已读取。</translation>
    </message>
    <message>
        <source>Copy the store again.</source>
        <translation>请重新复制该存储。</translation>
    </message>
    <message>
        <source>%1 holds no SPLIT_imgs.tsv and no LMDB stores &quot;imgs&quot; and &quot;pairs&quot;.</source>
        <translation>%1 中没有 SPLIT_imgs.tsv，也没有 LMDB 存储“imgs”和“pairs”。</translation>
    </message>
    <message>
        <source>Choose the folder that holds them.</source>
        <translation>请选择存放它们的文件夹。</translation>
    </message>
    <message>
        <source>The photograph of patient %1 (%2) is not base64.</source>
        <translation>患者 %1 的照片（%2）不是 base64。</translation>
    </message>
    <message>
        <source>Patient %1 has a text but no photographs; left out.</source>
        <translation>患者 %1 有文本但没有照片；已略过。</translation>
    </message>
    <message>
        <source>The line is not an object with text and image_ids.</source>
        <translation>该行不是含 text 和 image_ids 的对象。</translation>
    </message>
    <message>
        <source>The line has not three columns (patient, left eye, right eye).</source>
        <translation>该行不是三列（患者、左眼、右眼）。</translation>
    </message>
    <message>
        <source>The record is not (patient, text id, text).</source>
        <translation>该记录不是（患者、文本 id、文本）。</translation>
    </message>
    <message>
        <source>The record is not (left eye, right eye).</source>
        <translation>该记录不是（左眼、右眼）。</translation>
    </message>
    <message>
        <source>Say what each column becomes (--columns MAP.json, or the wizard&apos;s second step).</source>
        <translation>请说明各列的含义（--columns MAP.json，或向导的第二步）。</translation>
    </message>
    <message>
        <source>Column %1 has more than 200 different values: it is not taken as a label.</source>
        <translation>列 %1 有超过 200 个不同的值：不作为标签。</translation>
    </message>
    <message>
        <source>The row has %1 cells, the heading line %2: a comma or tab in a text without quotation marks?</source>
        <translation>该行有 %1 个单元格，标题行有 %2 个：文本中有未加引号的逗号或制表符？</translation>
    </message>
    <message>
        <source>Row %1 has a quotation mark that is never closed; it is taken as a character.</source>
        <translation>第 %1 行的引号没有闭合；按普通字符处理。</translation>
    </message>
    <message>
        <source>The row names no photograph.</source>
        <translation>该行没有照片。</translation>
    </message>
    <message>
        <source>%1 has no heading line: the file is empty.</source>
        <translation>%1 没有标题行：文件是空的。</translation>
    </message>
    <message>
        <source>Choose a table whose first line names its columns.</source>
        <translation>请选择第一行为列名的表格。</translation>
    </message>
    <message>
        <source>%1 is an old Excel file (.xls).</source>
        <translation>%1 是旧版 Excel 文件（.xls）。</translation>
    </message>
    <message>
        <source>Save it as .xlsx or CSV and import that.</source>
        <translation>请另存为 .xlsx 或 CSV 后导入。</translation>
    </message>
    <message>
        <source>A background task failed unexpectedly.</source>
        <translation>后台任务意外失败。</translation>
    </message>
    <message>
        <source>No exam of the training split has a report to make a tokenizer from.</source>
        <translation>训练集中没有检查带有可用于制作分词器的报告。</translation>
    </message>
    <message>
        <source>Nothing was trained.</source>
        <translation>未进行训练。</translation>
    </message>
    <message>
        <source>Import reports, or choose a tokenizer file.</source>
        <translation>请导入报告，或选择分词器文件。</translation>
    </message>
    <message>
        <source>The run stopped unexpectedly.</source>
        <translation>运行意外停止。</translation>
    </message>
    <message>
        <source>Its last checkpoint is kept.</source>
        <translation>其最后的检查点已保留。</translation>
    </message>
    <message>
        <source>Resume it; report this, with the details.</source>
        <translation>请续训；并连同详情报告此问题。</translation>
    </message>
    <message>
        <source>Nothing was made.</source>
        <translation>未生成任何内容。</translation>
    </message>
    <message>
        <source>A sample has 1 to 99,999 patients.</source>
        <translation>示例可有 1 至 99,999 名患者。</translation>
    </message>
    <message>
        <source>Give another number.</source>
        <translation>请给出其他数量。</translation>
    </message>
    <message>
        <source>Sample photographs are 64 to 4,096 pixels wide.</source>
        <translation>示例照片宽 64 至 4,096 像素。</translation>
    </message>
    <message>
        <source>Give another size.</source>
        <translation>请给出其他尺寸。</translation>
    </message>
    <message>
        <source>Reports are written in zh, en or both.</source>
        <translation>报告可用 zh、en 或 both 书写。</translation>
    </message>
    <message>
        <source>Give one of the three.</source>
        <translation>请给出三者之一。</translation>
    </message>
    <message>
        <source>Choose a new name.</source>
        <translation>请选择新名称。</translation>
    </message>
    <message>
        <source>Drawing synthetic photographs</source>
        <translation>正在绘制合成照片</translation>
    </message>
    <message>
        <source>Make the sample again.</source>
        <translation>请重新生成示例。</translation>
    </message>
    <message>
        <source>The dataset has %1 exams to train on; two are needed.</source>
        <translation>数据集有 %1 次检查可训练；至少需要两次。</translation>
    </message>
    <message>
        <source>Choose a dataset whose training split has photographs and, for pretraining, reports.</source>
        <translation>请选择训练集含有照片（预训练还需报告）的数据集。</translation>
    </message>
    <message>
        <source>The model has no tokenizer for texts.</source>
        <translation>该模型没有文本分词器。</translation>
    </message>
    <message>
        <source>Nothing was computed.</source>
        <translation>未计算任何内容。</translation>
    </message>
    <message>
        <source>Name the tokenizer that belongs to it.</source>
        <translation>请指定与之配套的分词器。</translation>
    </message>
    <message>
        <source>Computing features</source>
        <translation>正在计算特征</translation>
    </message>
    <message>
        <source>No features were kept.</source>
        <translation>没有保留特征。</translation>
    </message>
    <message>
        <source>Choose an earlier checkpoint.</source>
        <translation>请选择更早的检查点。</translation>
    </message>
    <message>
        <source>The exam has no photograph to explain.</source>
        <translation>该检查没有可解释的照片。</translation>
    </message>
    <message>
        <source>Choose an exam with a photograph.</source>
        <translation>请选择有照片的检查。</translation>
    </message>
    <message>
        <source>The run has no checkpoint.</source>
        <translation>该运行没有检查点。</translation>
    </message>
    <message>
        <source>Start the run anew.</source>
        <translation>请重新开始该运行。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no RET-CLIP network.</source>
        <translation>“%1”不是 RET-CLIP 网络。</translation>
    </message>
    <message>
        <source>No model was opened.</source>
        <translation>未打开模型。</translation>
    </message>
    <message>
        <source>Choose a checkpoint of a whole network.</source>
        <translation>请选择完整网络的检查点。</translation>
    </message>
    <message>
        <source>The network engine &quot;%1&quot; cannot be opened.</source>
        <translation>无法打开网络引擎“%1”。</translation>
    </message>
    <message>
        <source>Everything that needs no network goes on.</source>
        <translation>不需要网络的功能照常可用。</translation>
    </message>
    <message>
        <source>Install LibTorch, or build with it; `retclip doctor` says more.</source>
        <translation>请安装 LibTorch 或用它构建；`retclip doctor` 有更多说明。</translation>
    </message>
    <message>
        <source>The network engine &quot;%1&quot; belongs to another version of this program.</source>
        <translation>网络引擎“%1”属于本程序的另一版本。</translation>
    </message>
    <message>
        <source>Install the program anew.</source>
        <translation>请重新安装程序。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no measure of the network engine.</source>
        <translation>“%1”不是网络引擎的测量项。</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>未进行测量。</translation>
    </message>
    <message>
        <source>The classifier&apos;s features and labels do not fit each other.</source>
        <translation>分类器的特征和标签不相配。</translation>
    </message>
    <message>
        <source>Choose a dataset whose training split has labels.</source>
        <translation>请选择训练集有标签的数据集。</translation>
    </message>
    <message>
        <source>The run has no label set to learn.</source>
        <translation>该运行没有要学习的标签集。</translation>
    </message>
    <message>
        <source>Choose a label set in the form (label_set).</source>
        <translation>请在表单中选择标签集（label_set）。</translation>
    </message>
    <message>
        <source>The checkpoint &quot;%1&quot; is damaged.</source>
        <translation>检查点“%1”已损坏。</translation>
    </message>
    <message>
        <source>It was not changed; no weights were loaded.</source>
        <translation>未改动它；未载入权重。</translation>
    </message>
    <message>
        <source>Choose another checkpoint, or start the run anew.</source>
        <translation>请选择其他检查点，或重新开始该运行。</translation>
    </message>
    <message>
        <source>The checkpoint does not fit the network: &quot;%1&quot; is missing or has another shape.</source>
        <translation>检查点与网络不符：缺少“%1”或其形状不同。</translation>
    </message>
    <message>
        <source>No weights were loaded.</source>
        <translation>未载入权重。</translation>
    </message>
    <message>
        <source>Choose a checkpoint of the same sizes.</source>
        <translation>请选择相同尺寸的检查点。</translation>
    </message>
    <message>
        <source>The run has no tokenizer.</source>
        <translation>该运行没有分词器。</translation>
    </message>
    <message>
        <source>Set tokenizer_file to a vocab.txt or a SentencePiece model, or have one trained.</source>
        <translation>请把 tokenizer_file 设为 vocab.txt 或 SentencePiece 模型，或训练一个。</translation>
    </message>
    <message>
        <source>The tokenizer has %1 pieces, but the network only %2 rows.</source>
        <translation>分词器有 %1 个词元，而网络只有 %2 行。</translation>
    </message>
    <message>
        <source>Choose the tokenizer that belongs to the start weights.</source>
        <translation>请选择与起始权重配套的分词器。</translation>
    </message>
    <message>
        <source>Started from %1: %2 of %3 tensors.</source>
        <translation>从 %1 开始：%3 个张量中的 %2 个。</translation>
    </message>
    <message>
        <source>The device &quot;%1&quot; is not there.</source>
        <translation>设备“%1”不存在。</translation>
    </message>
    <message>
        <source>Choose auto or cpu, or see `retclip doctor`.</source>
        <translation>请选择 auto 或 cpu，或查看 `retclip doctor`。</translation>
    </message>
    <message>
        <source>%1 cannot be computed on %2.</source>
        <translation>%1 无法在 %2 上计算。</translation>
    </message>
    <message>
        <source>Set precision to auto, float32 or bfloat16.</source>
        <translation>请把精度设为 auto、float32 或 bfloat16。</translation>
    </message>
    <message>
        <source>OMP_WAIT_POLICY is not &quot;passive&quot;: training slows down many times as soon as another program uses a core.</source>
        <translation>OMP_WAIT_POLICY 不是“passive”：只要有其他程序占用核心，训练就会慢许多倍。</translation>
    </message>
    <message>
        <source>Less than 2 GiB of memory are free.</source>
        <translation>可用内存不足 2 GiB。</translation>
    </message>
    <message>
        <source>What was written before is kept; a run goes on from its last checkpoint.</source>
        <translation>之前写入的内容已保留；运行可从最后的检查点继续。</translation>
    </message>
    <message>
        <source>The memory did not suffice.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>Set a smaller micro-batch or batch, or switch gradient checkpointing on.</source>
        <translation>请减小微批或批，或开启重算激活。</translation>
    </message>
    <message>
        <source>The network could not be computed.</source>
        <translation>无法计算该网络。</translation>
    </message>
    <message>
        <source>Report this with the detail below.</source>
        <translation>请连同下面的详情报告此问题。</translation>
    </message>
    <message>
        <source>The checkpoint &quot;%1&quot; has no text encoder.</source>
        <translation>检查点“%1”没有文本编码器。</translation>
    </message>
    <message>
        <source>The checkpoint &quot;%1&quot; was written under other settings or other data.</source>
        <translation>检查点“%1”是在其他设置或其他数据下写成的。</translation>
    </message>
    <message>
        <source>The run was left as it is.</source>
        <translation>该运行保持原样。</translation>
    </message>
    <message>
        <source>Start a new run with start_from set to it.</source>
        <translation>请新建运行，并把 start_from 设为它。</translation>
    </message>
    <message>
        <source>The checkpoint &quot;%1&quot; lacks optimizer values.</source>
        <translation>检查点“%1”缺少优化器的值。</translation>
    </message>
    <message>
        <source>Resumed from %1.</source>
        <translation>从 %1 续训。</translation>
    </message>
    <message>
        <source>Threads or precision differ from before: the numbers will go on, but not bit for bit.</source>
        <translation>线程数或精度与之前不同：数值会继续，但不是逐位相同。</translation>
    </message>
    <message>
        <source>The loss or a gradient became NaN or infinite at step %1 (batch %2 of epoch %3; first in %4).</source>
        <translation>第 %1 步的损失或梯度变为 NaN 或无穷大（第 %3 轮第 %2 批；首先出现在 %4）。</translation>
    </message>
    <message>
        <source>The step was not applied; the last checkpoint is kept.</source>
        <translation>该步未应用；最后的检查点已保留。</translation>
    </message>
    <message>
        <source>%1 exams to learn from, on %2 in %3.</source>
        <translation>%1 次检查可学习，设备 %2，精度 %3。</translation>
    </message>
    <message>
        <source>The batch is larger than the data: %1 exams are used at once.</source>
        <translation>批大于数据：%1 次检查一次全部使用。</translation>
    </message>
    <message>
        <source>There is no validation split: the last state is kept as the result.</source>
        <translation>没有验证集：保留最后的状态作为结果。</translation>
    </message>
    <message>
        <source>%1 exams without a report are left out.</source>
        <translation>%1 次没有报告的检查被略过。</translation>
    </message>
    <message>
        <source>%1 one-eyed patients are left out.</source>
        <translation>%1 名单眼患者被排除。</translation>
    </message>
    <message>
        <source>%1 reports are longer than the context and were cut.</source>
        <translation>%1 份报告超过文本长度上限，已被截断。</translation>
    </message>
    <message>
        <source>%1 % of the training reports occur more than once: they count as wrong answers for each other.</source>
        <translation>%1 % 的训练报告出现不止一次：它们互相算作错误答案。</translation>
    </message>
    <message>
        <source>The LMDB store %1 cannot be read: %2.</source>
        <translation>无法读取 LMDB 存储 %1：%2。</translation>
    </message>
    <message>
        <source>Memory did not suffice for this network.</source>
        <translation>内存不足以容纳此网络。</translation>
    </message>
    <message>
        <source>Give fewer images at once.</source>
        <translation>请减少一次处理的图像。</translation>
    </message>
    <message>
        <source>The inputs do not fit the network.</source>
        <translation>输入与网络不符。</translation>
    </message>
    <message>
        <source>Give left, right and ids with the shapes that the configuration names.</source>
        <translation>请按配置的形状给出 left、right 和 ids。</translation>
    </message>
    <message>
        <source>The device %1 cannot be used.</source>
        <translation>无法使用设备 %1。</translation>
    </message>
    <message>
        <source>Choose cpu, or a device that doctor lists.</source>
        <translation>请选择 cpu，或 doctor 列出的设备。</translation>
    </message>
    <message>
        <source>%1 holds no reference.</source>
        <translation>%1 中没有参考数据。</translation>
    </message>
    <message>
        <source>Name a folder laid out as the references are.</source>
        <translation>请指定按参考数据布局的文件夹。</translation>
    </message>
    <message>
        <source>%1, line %2 is not a prediction of this run.</source>
        <translation>%1 第 %2 行不是此运行的预测。</translation>
    </message>
    <message>
        <source>Copy the run&apos;s folder again, or train anew.</source>
        <translation>请重新复制运行的文件夹，或重新训练。</translation>
    </message>
    <message>
        <source>The run has no predictions of its own.</source>
        <translation>该运行没有自己的预测。</translation>
    </message>
    <message>
        <source>Only fine-tuning and probe runs that have ended predict; for others use evaluate probe.</source>
        <translation>只有已结束的微调和探测运行才有预测；其他运行请用 evaluate probe。</translation>
    </message>
    <message>
        <source>The picture is too large: %1 × %2 pixels.</source>
        <translation>图片过大：%1 × %2 像素。</translation>
    </message>
    <message>
        <source>Before the verb stand only --json, --quiet and --language LANGUAGE, not &quot;%1&quot;.</source>
        <translation>动词之前只能是 --json、--quiet 和 --language LANGUAGE，不能是“%1”。</translation>
    </message>
    <message>
        <source>Write other options behind the verb; see retclip help.</source>
        <translation>其他选项写在动词之后；参见 retclip help。</translation>
    </message>
    <message>
        <source>%1 lies inside the source.</source>
        <translation>%1 位于源文件夹之内。</translation>
    </message>
    <message>
        <source>Taking out the metadata would change the picture.</source>
        <translation>去除元数据会改变图像。</translation>
    </message>
    <message>
        <source>It was not written.</source>
        <translation>未写入。</translation>
    </message>
    <message>
        <source>Convert the file to PNG first.</source>
        <translation>请先把文件转换为 PNG。</translation>
    </message>
    <message>
        <source>Taking out metadata</source>
        <translation>正在去除元数据</translation>
    </message>
    <message>
        <source>Name a file for --errors in a folder that you may write to, and import again.</source>
        <translation>为 --errors 指定一个位于可写文件夹中的文件，然后重新导入。</translation>
    </message>
    <message>
        <source>The import itself is in; only the list of what was skipped is not written.</source>
        <translation>导入本身已完成；只是跳过项的列表没有写出。</translation>
    </message>
    <message>
        <source>Make room, and import again: nothing comes in twice, and the list is written anew.</source>
        <translation>腾出空间后重新导入：不会重复导入，列表会重新写出。</translation>
    </message>
    <message>
        <source>The ending of %1 says no format that can be written.</source>
        <translation>%1 的扩展名不是可写的格式。</translation>
    </message>
    <message>
        <source>End the name in .safetensors, .pt or .pth.</source>
        <translation>名称请以 .safetensors、.pt 或 .pth 结尾。</translation>
    </message>
    <message>
        <source>Run %1 learned no label set of its own, so --labels must name the one to review.</source>
        <translation>运行 %1 没有学习自己的标签集，因此须用 --labels 指定要复核的标签集。</translation>
    </message>
    <message>
        <source>Add --labels NAME, one that the run was evaluated on.</source>
        <translation>请加上 --labels NAME，指定评估该运行时所用的标签集。</translation>
    </message>
    <message>
        <source>Comparing with references</source>
        <translation>正在与参考数据比较</translation>
    </message>
    <message>
        <source>The picture&apos;s file is damaged.</source>
        <translation>图片文件已损坏。</translation>
    </message>
    <message>
        <source>Convert it to one of them first.</source>
        <translation>请先转换为其中一种格式。</translation>
    </message>
    <message>
        <source>%1 holds no DICOM files.</source>
        <translation>%1 中没有 DICOM 文件。</translation>
    </message>
    <message>
        <source>Choose the folder or DICOMDIR of the archive.</source>
        <translation>请选择影像档案的文件夹或 DICOMDIR。</translation>
    </message>
    <message>
        <source>Its transfer syntax %1 is not read here; left out.</source>
        <translation>不支持其传输语法 %1；已略过。</translation>
    </message>
    <message>
        <source>The file is cut short; left out.</source>
        <translation>文件不完整；已略过。</translation>
    </message>
    <message>
        <source>It holds no picture (%1); left out.</source>
        <translation>其中没有图像（%1）；已略过。</translation>
    </message>
    <message>
        <source>Its kind is %1, not a photograph; left out.</source>
        <translation>其类型为 %1，不是照片；已略过。</translation>
    </message>
    <message>
        <source>It has %1 frames: a recording, not photographs; left out.</source>
        <translation>它有 %1 帧：是录像而不是照片；已略过。</translation>
    </message>
    <message>
        <source>The sex “%1” cannot be read; the row is in without it.</source>
        <translation>性别“%1”无法识别；该行已导入，不含此项。</translation>
    </message>
    <message>
        <source>The age “%1” cannot be read; the row is in without it.</source>
        <translation>年龄“%1”无法识别；该行已导入，不含此项。</translation>
    </message>
    <message>
        <source>The date “%1” cannot be read, or could mean two days; the row is in without it.</source>
        <translation>日期“%1”无法识别或有歧义；该行已导入，不含此项。</translation>
    </message>
    <message>
        <source>The split “%1” cannot be read; the row is in without it.</source>
        <translation>划分“%1”无法识别；该行已导入，不含此项。</translation>
    </message>
    <message>
        <source>%1 has changed since it was exported; it was imported as it is now.</source>
        <translation>%1 在导出后被改动过；已按现状导入。</translation>
    </message>
    <message>
        <source>The file is cut short.</source>
        <translation>文件不完整。</translation>
    </message>
    <message>
        <source>There is no room to unpack it.</source>
        <translation>没有空间解包。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件为空。</translation>
    </message>
    <message>
        <source>Its content has changed since it was exported.</source>
        <translation>其内容在导出后被改动过。</translation>
    </message>
    <message>
        <source>The photograph %1 was left out; the rest of the exam is in.</source>
        <translation>照片 %1 已略过；检查的其余内容已导入。</translation>
    </message>
    <message>
        <source>The source is SYNTHETIC and the study holds other exams: those of the source get the tag &quot;synthetic&quot;.</source>
        <translation>来源为合成数据，而研究中还有其他检查：来自该来源的检查会加上“synthetic”标记。</translation>
    </message>
    <message>
        <source>Exams with photographs that do not say which eye: %1. They are in, marked &quot;eye unknown&quot;, and left out of training.</source>
        <translation>照片未说明眼别的检查：%1。已导入，标为“眼别未知”，不参与训练。</translation>
    </message>
    <message>
        <source>Photographs with the same content as another one: %1.</source>
        <translation>与其他照片内容相同的照片：%1。</translation>
    </message>
    <message>
        <source>Exams that show the same photograph for both eyes: %1. Check them.</source>
        <translation>双眼为同一张照片的检查：%1。请核对。</translation>
    </message>
    <message>
        <source>Values that could not be read: %1. Their rows are in without them.</source>
        <translation>无法识别的值：%1。相应行已导入，不含这些值。</translation>
    </message>
    <message>
        <source>Exams that are there already and would be changed: %1. The study is backed up before that.</source>
        <translation>已存在且将被改动的检查：%1。改动前会备份研究。</translation>
    </message>
    <message>
        <source>Exams that were there already and are changed now: %1. The study as it was before is %2.</source>
        <translation>已存在且已改动的检查：%1。改动前的研究是 %2。</translation>
    </message>
    <message>
        <source>Make room and import again: it goes on, and nothing comes in twice.</source>
        <translation>腾出空间后重新导入：会接着进行，不会重复导入。</translation>
    </message>
    <message>
        <source>%1 cannot be imported: no column holds photographs.</source>
        <translation>无法导入 %1：没有照片列。</translation>
    </message>
    <message>
        <source>%1 cannot be imported: no column names the patient.</source>
        <translation>无法导入 %1：没有患者列。</translation>
    </message>
    <message>
        <source>The row is the same as row %1; it is in once.</source>
        <translation>该行与第 %1 行相同；只导入一次。</translation>
    </message>
    <message>
        <source>%1 is being made by another program just now.</source>
        <translation>%1 正由另一个程序生成。</translation>
    </message>
    <message>
        <source>Wait for it, or choose a new name.</source>
        <translation>请等它完成，或换一个名称。</translation>
    </message>
    <message>
        <source>The edit “%1” cannot be taken back: the import “%2” has changed exams of it since (%3).</source>
        <translation>无法撤销编辑“%1”：其后的导入“%2”已改动其中的检查（%3）。</translation>
    </message>
    <message>
        <source>The edit “%1” cannot be done again: the import “%2” has changed exams of it since (%3).</source>
        <translation>无法重做编辑“%1”：其后的导入“%2”已改动其中的检查（%3）。</translation>
    </message>
    <message>
        <source>Set what you want by a new edit.</source>
        <translation>请用新的编辑来设置。</translation>
    </message>
    <message>
        <source>Set what you want by a new edit. The study as it was before the import is backups/%1 in its folder.</source>
        <translation>请用新的编辑来设置。导入前的研究在其文件夹的 backups/%1 中。</translation>
    </message>
    <message>
        <source>The patient or exam has a zero byte in its name.</source>
        <translation>患者或检查的名称中含有零字节。</translation>
    </message>
    <message>
        <source>Correct the name in the source.</source>
        <translation>请在来源中更正名称。</translation>
    </message>
    <message>
        <source>The image encoder was made for another network: no norm before its blocks, another GELU. It is a start for training; its own features are not repeated.</source>
        <translation>图像编码器原属另一种网络：块前没有归一化层，GELU 也不同。可作为训练起点；不会重现其自身的特征。</translation>
    </message>
    <message>
        <source>This is not a whole network. As a start, it gives %1 tensors; the other %2 begin anew.</source>
        <translation>这不是完整的网络。作为起点，它给出 %1 个张量；其余 %2 个重新开始。</translation>
    </message>
    <message>
        <source>The checkpoint &quot;%1&quot; does not match the checksum beside it.</source>
        <translation>检查点“%1”与旁边的校验和不符。</translation>
    </message>
    <message>
        <source>Copy the file again. If it was replaced on purpose, delete its .sha256 file.</source>
        <translation>请重新复制该文件。如果是有意替换的，请删除其 .sha256 文件。</translation>
    </message>
    <message>
        <source>--doctor and --prove-resume look at a new run, one at a time.</source>
        <translation>--doctor 和 --prove-resume 检查新的运行，一次只用一个。</translation>
    </message>
    <message>
        <source>Example: --preset pretrain-small --doctor</source>
        <translation>示例：--preset pretrain-small --doctor</translation>
    </message>
    <message>
        <source>This network engine makes no checks of runs.</source>
        <translation>此网络引擎不做运行检查。</translation>
    </message>
    <message>
        <source>Nothing was checked.</source>
        <translation>未作任何检查。</translation>
    </message>
    <message>
        <source>Use the program&apos;s own network engine.</source>
        <translation>请使用本程序自带的网络引擎。</translation>
    </message>
    <message>
        <source>Order of the data</source>
        <translation>数据顺序</translation>
    </message>
    <message>
        <source>Identical reports in a batch</source>
        <translation>批次中相同的报告</translation>
    </message>
    <message>
        <source>Loss of the first step</source>
        <translation>第一步的损失</translation>
    </message>
    <message>
        <source>Gradients of each part</source>
        <translation>各部分的梯度</translation>
    </message>
    <message>
        <source>Features that differ</source>
        <translation>特征是否有差异</translation>
    </message>
    <message>
        <source>NaN and infinity</source>
        <translation>NaN 与无穷大</translation>
    </message>
    <message>
        <source>Logit scale</source>
        <translation>相似度缩放系数</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learn 128 pairs by heart</source>
        <translation>背下 128 对</translation>
    </message>
    <message>
        <source>Shuffled pairs teach nothing</source>
        <translation>打乱的配对学不到东西</translation>
    </message>
    <message>
        <source>Run twice: losses</source>
        <translation>运行两次：损失</translation>
    </message>
    <message>
        <source>Run twice: weights</source>
        <translation>运行两次：权重</translation>
    </message>
    <message>
        <source>Run twice: optimizer</source>
        <translation>运行两次：优化器</translation>
    </message>
    <message>
        <source>Run twice: random numbers</source>
        <translation>运行两次：随机数</translation>
    </message>
    <message>
        <source>Stopped and resumed: losses</source>
        <translation>中断后续训：损失</translation>
    </message>
    <message>
        <source>Stopped and resumed: weights</source>
        <translation>中断后续训：权重</translation>
    </message>
    <message>
        <source>Stopped and resumed: optimizer</source>
        <translation>中断后续训：优化器</translation>
    </message>
    <message>
        <source>Stopped and resumed: random numbers</source>
        <translation>中断后续训：随机数</translation>
    </message>
    <message>
        <source>Give a whole number from %1 to %2.</source>
        <translation>请给出 %1 到 %2 之间的整数。</translation>
    </message>
    <message>
        <source>Give a number from %1 to %2.</source>
        <translation>请给出 %1 到 %2 之间的数。</translation>
    </message>
    <message>
        <source>All settings stand in the form of a new run, and in the run.json of any run.</source>
        <translation>所有设置都在新建运行的表单中，也在任一运行的 run.json 中。</translation>
    </message>
    <message>
        <source>No folder for a trial run can be made: %1.</source>
        <translation>无法为试运行建立文件夹：%1。</translation>
    </message>
    <message>
        <source>Free some space in the temporary folder.</source>
        <translation>请在临时文件夹中腾出空间。</translation>
    </message>
    <message>
        <source>The run in %1 is being computed by another process.</source>
        <translation>%1 中的运行正由另一个进程计算。</translation>
    </message>
    <message>
        <source>It goes on there; nothing was changed.</source>
        <translation>它在那里继续；未作任何更改。</translation>
    </message>
    <message>
        <source>Wait until it ends, or stop it there.</source>
        <translation>请等它结束，或在那里停止它。</translation>
    </message>
    <message>
        <source>The run&apos;s folder %1 cannot be written to: %2.</source>
        <translation>运行的文件夹 %1 无法写入：%2。</translation>
    </message>
    <message>
        <source>Free some space, or ask for permission to write.</source>
        <translation>请腾出空间，或申请写入权限。</translation>
    </message>
    <message>
        <source>A run computes now.</source>
        <translation>有一个运行正在计算。</translation>
    </message>
    <message>
        <source>It goes on undisturbed; nothing was checked.</source>
        <translation>它不受影响地继续；未作任何检查。</translation>
    </message>
    <message>
        <source>Try again when it has ended or is paused.</source>
        <translation>请在它结束或暂停后再试。</translation>
    </message>
    <message>
        <source>Report this: the order of the data is wrong.</source>
        <translation>请报告此问题：数据顺序有误。</translation>
    </message>
    <message>
        <source>%1 exams are not seen in an epoch.</source>
        <translation>每轮有 %1 个检查未被看到。</translation>
    </message>
    <message>
        <source>The same batch, prepared twice, is not the same.</source>
        <translation>同一批次准备两次，结果不同。</translation>
    </message>
    <message>
        <source>See whether photographs change on the disk meanwhile; else report this.</source>
        <translation>请查看照片文件在此期间是否有变化；否则请报告此问题。</translation>
    </message>
    <message>
        <source>Two epochs come in the same order: the same exams meet each time.</source>
        <translation>两轮的顺序相同：每次相遇的都是同样的检查。</translation>
    </message>
    <message>
        <source>Exams come almost as they lie in the study (correlation %1).</source>
        <translation>检查的顺序几乎与研究中相同（相关系数 %1）。</translation>
    </message>
    <message>
        <source>Each epoch shows all %1 exams in a new order (correlation with the study&apos;s %2).</source>
        <translation>每轮以新的顺序显示全部 %1 个检查（与研究顺序的相关系数为 %2）。</translation>
    </message>
    <message>
        <source>%1 % of a batch share their report: the loss of three levels can fall from %2 to %3, not to 0.</source>
        <translation>批次中 %1 % 的报告彼此相同：三个层级的损失可从 %2 降到 %3，而不是 0。</translation>
    </message>
    <message>
        <source>No report stands twice in a batch: the loss of three levels can fall from %1 to 0.</source>
        <translation>批次中没有重复的报告：三个层级的损失可从 %1 降到 0。</translation>
    </message>
    <message>
        <source>Reports are too alike to learn from. Import fuller reports, or train on labels.</source>
        <translation>报告过于相似，难以学习。请导入更完整的报告，或用标签训练。</translation>
    </message>
    <message>
        <source>Set duplicate_reports to positives, or keep it, as in the paper.</source>
        <translation>请把 duplicate_reports 设为 positives，或像论文那样保持不变。</translation>
    </message>
    <message>
        <source>Too few different reports to tell.</source>
        <translation>不同的报告太少，无法判断。</translation>
    </message>
    <message>
        <source>No learning rate from 3e-5 to 3e-2 lowers the loss of %1 exams in %2 steps.</source>
        <translation>在 %2 步内，从 3e-5 到 3e-2 的学习率都不能降低 %1 个检查的损失。</translation>
    </message>
    <message>
        <source>The cause lies elsewhere: see the checks of gradients and features.</source>
        <translation>原因在别处：请看梯度和特征的检查。</translation>
    </message>
    <message>
        <source>%1 steps on %2 exams lower the loss of a level by %3 at %4, and by %5 at the best rate tried, %6.</source>
        <translation>在 %2 个检查上训练 %1 步，学习率 %4 时每层级损失降低 %3，试过的最佳学习率 %6 时降低 %5。</translation>
    </message>
    <message>
        <source>The learning rate is too high: try %1.</source>
        <translation>学习率过高：试试 %1。</translation>
    </message>
    <message>
        <source>The learning rate is too low: try %1.</source>
        <translation>学习率过低：试试 %1。</translation>
    </message>
    <message>
        <source>%1 pairs with different reports: the loss of a level fell from %2 to %3 in %4 steps at a rate of %5.</source>
        <translation>%1 对报告各不相同的配对：学习率 %5 时，每层级损失在 %4 步内从 %2 降到 %3。</translation>
    </message>
    <message>
        <source>What can be learned by heart is not: look at the checks of gradients, features and learning rate; if they are well, take a larger network.</source>
        <translation>本可背下的内容没有背下：请看梯度、特征和学习率的检查；如果都正常，请用更大的网络。</translation>
    </message>
    <message>
        <source>Trained on shuffled pairs, %1 held-out pairs stand %2 standard deviations above chance; %3 of their exams have a photograph, %4 a patient in the training split.</source>
        <translation>用打乱的配对训练后，%1 对留出的配对高出随机水平 %2 个标准差；其中 %3 个检查的照片、%4 个检查的患者也在训练集中。</translation>
    </message>
    <message>
        <source>Held-out cases are in the training split: freeze a dataset split by patient, and remove duplicates.</source>
        <translation>留出的病例出现在训练集中：请冻结按患者划分的数据集，并去除重复项。</translation>
    </message>
    <message>
        <source>Something tells pairs apart that is not the pair: look for the same exams under other names.</source>
        <translation>配对之外还有别的东西能区分它们：请查找以其他名称出现的相同检查。</translation>
    </message>
    <message>
        <source>A network that knows nothing has ln(batch) = %1 a level (%2 of three); this one starts at %3.</source>
        <translation>一无所知的网络每层级为 ln(batch) = %1（三个层级为 %2）；此网络从 %3 开始。</translation>
    </message>
    <message>
        <source>No level has two patients to contrast: take a larger batch.</source>
        <translation>没有哪个层级有两名患者可供对比：请用更大的批次。</translation>
    </message>
    <message>
        <source>It is surer than it can be: lower initial_logit_scale, or check the start weights.</source>
        <translation>它比应有的更有把握：请降低 initial_logit_scale，或检查起始权重。</translation>
    </message>
    <message>
        <source>Nothing can be trained: all is frozen.</source>
        <translation>没有可训练的部分：全部冻结。</translation>
    </message>
    <message>
        <source>Switch freeze_image or freeze_text off.</source>
        <translation>请关闭 freeze_image 或 freeze_text。</translation>
    </message>
    <message>
        <source>Gradient norms lie between %1 (%2) and %3 (%4).</source>
        <translation>梯度范数在 %1（%2）与 %3（%4）之间。</translation>
    </message>
    <message>
        <source>No gradient to speak of reaches %1: it will not learn. Check the start weights, or take new ones.</source>
        <translation>几乎没有梯度到达 %1：它学不到东西。请检查起始权重，或使用新的权重。</translation>
    </message>
    <message>
        <source>Features of %1 exams: photographs spread %2 in %3 directions, reports %4 in %5.</source>
        <translation>%1 个检查的特征：照片在 %3 个方向上分散 %2，报告在 %5 个方向上分散 %4。</translation>
    </message>
    <message>
        <source>All photographs look the same to the network: check that they differ, then the start weights.</source>
        <translation>在网络看来所有照片都一样：请检查照片是否不同，再检查起始权重。</translation>
    </message>
    <message>
        <source>All reports look the same to the network: raise network.text_initializer_range (0.08), or start from a checkpoint.</source>
        <translation>在网络看来所有报告都一样：请提高 network.text_initializer_range（0.08），或从检查点开始。</translation>
    </message>
    <message>
        <source>NaN or infinity at step %1, first in %2 (loss %3).</source>
        <translation>第 %1 步出现 NaN 或无穷大，首先出现在 %2（损失 %3）。</translation>
    </message>
    <message>
        <source>Lower the learning rate or take float32; a parameter that is not finite before the first step means damaged start weights.</source>
        <translation>请降低学习率或改用 float32；若第一步之前就有非有限的参数，说明起始权重已损坏。</translation>
    </message>
    <message>
        <source>%1 steps as the run makes them: all numbers are finite.</source>
        <translation>按运行的方式训练 %1 步：所有数都是有限的。</translation>
    </message>
    <message>
        <source>NaN or infinity after step %1, first in %2.</source>
        <translation>第 %1 步之后出现 NaN 或无穷大，首先出现在 %2。</translation>
    </message>
    <message>
        <source>Lower the learning rate, or take float32.</source>
        <translation>请降低学习率，或改用 float32。</translation>
    </message>
    <message>
        <source>It starts at %1 (a factor of %2); it is clamped at %3 (%4).</source>
        <translation>从 %1（倍数 %2）开始；截断于 %3（%4）。</translation>
    </message>
    <message>
        <source>It stands at its clamp and cannot grow: lower initial_logit_scale, or raise maximum_logit_scale.</source>
        <translation>它已处于截断值，无法增大：请降低 initial_logit_scale，或提高 maximum_logit_scale。</translation>
    </message>
    <message>
        <source>The doctor looks at pretraining; this run&apos;s task is &quot;%1&quot;.</source>
        <translation>训练诊断针对预训练；此运行的任务是“%1”。</translation>
    </message>
    <message>
        <source>Choose a preset that pretrains.</source>
        <translation>请选择做预训练的预设。</translation>
    </message>
    <message>
        <source>All %1 are equal bit for bit.</source>
        <translation>全部 %1 个逐位相同。</translation>
    </message>
    <message>
        <source>%1 of %2 differ, first %3; largest difference %4.</source>
        <translation>%2 个中有 %1 个不同，首个是 %3；最大差异 %4。</translation>
    </message>
    <message>
        <source>The same seed does not give the same run here. Switch &quot;bit for bit repeatable&quot; on, and set a fixed number of threads.</source>
        <translation>相同的种子在这里得不到相同的运行。请打开“逐位可重复”，并设定固定的线程数。</translation>
    </message>
    <message>
        <source>A resumed run would differ from one that was never stopped. Report this; until then, do not pause runs that must repeat.</source>
        <translation>续训的运行会与从未中断的运行不同。请报告此问题；在此之前，不要暂停必须可重复的运行。</translation>
    </message>
    <message>
        <source>Training the same steps three times</source>
        <translation>正在把相同的步训练三次</translation>
    </message>
    <message>
        <source>A trial run ended as &quot;%1&quot;, not as &quot;%2&quot;.</source>
        <translation>试运行以“%1”结束，而不是“%2”。</translation>
    </message>
    <message>
        <source>The study was not touched.</source>
        <translation>研究未被改动。</translation>
    </message>
    <message>
        <source>A linear probe has no steps to stop between.</source>
        <translation>线性探测没有可在其间停下的步。</translation>
    </message>
    <message>
        <source>Prove a pretraining or a fine-tuning.</source>
        <translation>请证明预训练或微调的运行。</translation>
    </message>
    <message>
        <source>Two steps at least are needed to stop between.</source>
        <translation>至少要有两步才能在其间停下。</translation>
    </message>
    <message>
        <source>Take 50 steps.</source>
        <translation>请取 50 步。</translation>
    </message>
    <message>
        <source>The key in %1 is shorter than 32 characters.</source>
        <translation>%1 中的密钥短于 32 个字符。</translation>
    </message>
    <message>
        <source>Name a file that is not there yet: a key is made.</source>
        <translation>请指定一个尚不存在的文件：会生成密钥。</translation>
    </message>
    <message>
        <source>Something that tells the person is left in the file.</source>
        <translation>文件中仍有能指明个人的内容。</translation>
    </message>
    <message>
        <source>Export its picture alone, and clean that.</source>
        <translation>请只导出其图像，再对图像进行清理。</translation>
    </message>
    <message>
        <source>--doctor and --prove-resume run in one process.</source>
        <translation>--doctor 和 --prove-resume 只在一个进程中运行。</translation>
    </message>
    <message>
        <source>Start them without torchrun or srun.</source>
        <translation>请不用 torchrun 或 srun 启动它们。</translation>
    </message>
    <message>
        <source>Selection “%1” is kept; Ctrl+K finds it by its name.</source>
        <translation>选集“%1”已保存；Ctrl+K 可按名称找到它。</translation>
    </message>
    <message>
        <source>Run %1 pauses: checkpoint, stop, release the device.</source>
        <translation>运行 %1 将暂停：写检查点、停止、释放设备。</translation>
    </message>
    <message>
        <source>Do not pause</source>
        <translation>不暂停</translation>
    </message>
    <message>
        <source>The place among the processes of a distributed run is not clear: %1 is &quot;%2&quot;.</source>
        <translation>在分布式运行各进程中的位置不明确：%1 为“%2”。</translation>
    </message>
    <message>
        <source>Start it with torchrun or srun, or unset RANK, WORLD_SIZE and SLURM_PROCID to train in one process.</source>
        <translation>请用 torchrun 或 srun 启动，或取消 RANK、WORLD_SIZE 和 SLURM_PROCID 以在一个进程中训练。</translation>
    </message>
    <message>
        <source>Process %1 of the run sees other files in &quot;%2&quot; than process 0.</source>
        <translation>运行的进程 %1 在“%2”中看到的文件与进程 0 不同。</translation>
    </message>
    <message>
        <source>Put the study on storage that all machines see under the same path.</source>
        <translation>请把研究放在所有机器以相同路径可见的存储上。</translation>
    </message>
    <message>
        <source>The processes of the run do not see the same checkpoints.</source>
        <translation>运行的各进程看到的检查点不一致。</translation>
    </message>
    <message>
        <source>Only pretraining runs in several processes.</source>
        <translation>只有预训练可在多个进程中运行。</translation>
    </message>
    <message>
        <source>Start fine-tuning and probes as one process, without torchrun or srun.</source>
        <translation>请以单个进程启动微调和探测，不用 torchrun 或 srun。</translation>
    </message>
    <message>
        <source>%1 exams are too few for %2 processes.</source>
        <translation>%1 个检查对 %2 个进程来说太少。</translation>
    </message>
    <message>
        <source>A batch of %1 cannot be shared evenly by %2 processes.</source>
        <translation>大小为 %1 的批次无法由 %2 个进程平分。</translation>
    </message>
    <message>
        <source>Set batch_size, which counts the patients of all processes, to a multiple of their number.</source>
        <translation>请把 batch_size（计所有进程的患者）设为进程数的倍数。</translation>
    </message>
    <message>
        <source>The %1 processes of the run did not all meet at %2:%3 within %4 s.</source>
        <translation>运行的 %1 个进程未能在 %4 秒内全部在 %2:%3 会合。</translation>
    </message>
    <message>
        <source>Look at the other processes&apos; messages. Start all at once (srun or torchrun); RETCLIP_RANK_TIMEOUT_S sets how long they wait.</source>
        <translation>请查看其他进程的消息。请同时启动全部进程（srun 或 torchrun）；RETCLIP_RANK_TIMEOUT_S 设定等待时间。</translation>
    </message>
    <message>
        <source>This build cannot train in several processes: its LibTorch has no Gloo.</source>
        <translation>此版本不能在多个进程中训练：其 LibTorch 不含 Gloo。</translation>
    </message>
    <message>
        <source>Train in one process, or build against a LibTorch with distributed support and libgloo-dev.</source>
        <translation>请在单个进程中训练，或使用支持分布式的 LibTorch 和 libgloo-dev 重新构建。</translation>
    </message>
    <message>
        <source>Another process of this run ended, or was silent for too long.</source>
        <translation>此运行的另一个进程已结束，或过久没有响应。</translation>
    </message>
    <message>
        <source>Look at the other processes&apos; messages, then start all of them with --resume.</source>
        <translation>请查看其他进程的消息，然后全部用 --resume 重新启动。</translation>
    </message>
    <message>
        <source>The run goes on; the checkpoint before is kept.</source>
        <translation>运行继续；之前的检查点保留。</translation>
    </message>
    <message>
        <source>Make room: the next checkpoint will be written as usual.</source>
        <translation>请腾出空间：下一个检查点会照常写入。</translation>
    </message>
    <message>
        <source>One-eyed patients in the study: %1. Each counts at that eye&apos;s level alone.</source>
        <translation>研究中的单眼患者：%1。每位只在该眼的层级上计入。</translation>
    </message>
    <message>
        <source>--text is empty.</source>
        <translation>--text 为空。</translation>
    </message>
    <message>
        <source>The study is whole; %1 exams of this source came in, %2 are in all.</source>
        <translation>研究完好；此来源已导入 %1 次检查，研究中共有 %2 次。</translation>
    </message>
    <message>
        <source>The study is whole; what came in before is in.</source>
        <translation>研究完好；此前导入的内容都在。</translation>
    </message>
    <message>
        <source>The heading %1 stands more than once; each is a column of its own, the later ones with a number behind the name.</source>
        <translation>列标题 %1 出现多次；每一列各自独立，后面的列在名称后加编号。</translation>
    </message>
    <message>
        <source>0 by convention: no item of the class</source>
        <translation>按惯例记为 0：没有该类的病例</translation>
    </message>
    <message>
        <source>0 by convention: no item was predicted as the class</source>
        <translation>按惯例记为 0：没有病例被预测为该类</translation>
    </message>
    <message>
        <source>0 by convention: labels or predictions hold a single class</source>
        <translation>按惯例记为 0：标签或预测只有一个类别</translation>
    </message>
    <message>
        <source>a class without a case or a prediction counts as 0</source>
        <translation>没有病例或预测的类别按 0 计</translation>
    </message>
    <message>
        <source>The folder %1 is not there.</source>
        <translation>文件夹 %1 不存在。</translation>
    </message>
    <message>
        <source>Nothing is watched.</source>
        <translation>未监视任何内容。</translation>
    </message>
    <message>
        <source>Choose the folder that the camera writes into.</source>
        <translation>请选择相机写入照片的文件夹。</translation>
    </message>
    <message>
        <source>New exams came in: %1 from %2. They carry the tag &quot;new&quot; and are in no dataset.</source>
        <translation>新检查已导入：来自 %2 的 %1 次。它们带有“new”标记，不属于任何数据集。</translation>
    </message>
    <message>
        <source>Export stopped: reading the files back, %1 pieces that can tell a person are left; the first: %2.</source>
        <translation>导出已停止：回读文件时仍发现 %1 处可能指认个人的内容；第一处：%2。</translation>
    </message>
    <message>
        <source>Look through the list, redact these reports (Report privacy) or leave the exams out, then export again.</source>
        <translation>请查看列表，遮盖这些报告（报告隐私）或排除这些检查，然后再导出。</translation>
    </message>
    <message>
        <source>DICOM cannot be received: the program was built without DCMTK&apos;s network part.</source>
        <translation>无法接收 DICOM：程序构建时没有 DCMTK 的网络部分。</translation>
    </message>
    <message>
        <source>Import the files from a folder.</source>
        <translation>请从文件夹导入文件。</translation>
    </message>
    <message>
        <source>No connection can be taken at %1, port %2: %3</source>
        <translation>无法在 %1 端口 %2 接受连接：%3</translation>
    </message>
    <message>
        <source>Nothing was received.</source>
        <translation>未接收任何内容。</translation>
    </message>
    <message>
        <source>Choose another port or address; ports under 1024 need an administrator.</source>
        <translation>请选择其他端口或地址；1024 以下的端口需要管理员权限。</translation>
    </message>
    <message>
        <source>Nobody is allowed to send, so nothing could ever come in.</source>
        <translation>没有允许任何人发送，因此不会收到任何内容。</translation>
    </message>
    <message>
        <source>Name the titles of the cameras or archives that may send.</source>
        <translation>请写明允许发送的相机或归档系统的标题。</translation>
    </message>
    <message>
        <source>Receiving DICOM ended: %1</source>
        <translation>DICOM 接收已结束：%1</translation>
    </message>
    <message>
        <source>What was received is in the folder.</source>
        <translation>已接收的内容在文件夹中。</translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation>请重新开始。</translation>
    </message>
    <message>
        <source>De-identifying needs a file for the key of the pseudonyms.</source>
        <translation>去标识化需要一个保存假名密钥的文件。</translation>
    </message>
    <message>
        <source>Name one outside the study: with the same key the same patient comes to the same place again.</source>
        <translation>请指定研究之外的文件：用同一密钥，同一患者会得到同一假名。</translation>
    </message>
    <message>
        <source>The photograph %1 is in, but there may be writing burnt into it: look at it.</source>
        <translation>照片 %1 已导入，但其中可能有烧录的文字：请查看。</translation>
    </message>
    <message>
        <source>The key %1 would lie inside %2, with the data that it protects.</source>
        <translation>密钥 %1 会位于 %2 之内，与它所保护的数据放在一起。</translation>
    </message>
    <message>
        <source>Name a file elsewhere, where only you can read it.</source>
        <translation>请指定别处的文件，只有您能读取。</translation>
    </message>
    <message>
        <source>Looking for what is left</source>
        <translation>正在查找遗留内容</translation>
    </message>
    <message>
        <source>Looking through reports</source>
        <translation>正在检查报告</translation>
    </message>
    <message>
        <source>The two predictions are not of the same cases and classes.</source>
        <translation>两组预测不是同一批病例和类别。</translation>
    </message>
    <message>
        <source>Evaluate both runs on the same label set and split.</source>
        <translation>请在同一标签集和划分上评估两个运行。</translation>
    </message>
    <message>
        <source>%1 of %2 photographs were not looked at (retclip quality look).</source>
        <translation>%2 张照片中有 %1 张尚未查看（retclip quality look）。</translation>
    </message>
    <message>
        <source>A text was changed since it was looked at; nothing was replaced. Look again.</source>
        <translation>有一段文字在查看之后被改动；未替换任何内容。请重新查看。</translation>
    </message>
    <message>
        <source>Replaced %1 identifiers in %2 exams. Ctrl+Z takes it back.</source>
        <translation>已在 %2 次检查中替换 %1 处身份信息。按 Ctrl+Z 可撤销。</translation>
    </message>
    <message>
        <source>%1 leaks between the splits, such as %2 (%3).</source>
        <translation>划分之间有 %1 处泄漏，例如 %2（%3）。</translation>
    </message>
    <message>
        <source>--key FILE is the key of --deidentify.</source>
        <translation>--key FILE 是 --deidentify 的密钥。</translation>
    </message>
    <message>
        <source>Add --deidentify, or leave out --key.</source>
        <translation>请加上 --deidentify，或去掉 --key。</translation>
    </message>
    <message>
        <source>--deidentify and --key FILE go together.</source>
        <translation>--deidentify 与 --key FILE 须一起使用。</translation>
    </message>
    <message>
        <source>Name a file outside the study for the key; it is made where it is not there.</source>
        <translation>请为密钥指定研究之外的文件；不存在时会生成。</translation>
    </message>
    <message>
        <source>There is no kind of identifier &quot;%1&quot;.</source>
        <translation>没有“%1”这种身份信息。</translation>
    </message>
    <message>
        <source>The run has no such evaluation.</source>
        <translation>该运行没有这样的评估。</translation>
    </message>
    <message>
        <source>Evaluate the run first.</source>
        <translation>请先评估该运行。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no pair CLASS=FINDING.</source>
        <translation>“%1”不是 CLASS=FINDING 形式的配对。</translation>
    </message>
    <message>
        <source>Write for example G=glaucoma,C=cataract.</source>
        <translation>例如可写成 G=glaucoma,C=cataract。</translation>
    </message>
    <message>
        <source>There is no label set %1.</source>
        <translation>没有标签集 %1。</translation>
    </message>
    <message>
        <source>Labelled %1 exams in %2 edits. Ctrl+Z takes them back one by one.</source>
        <translation>已用 %2 次编辑标注 %1 次检查。Ctrl+Z 可逐次撤销。</translation>
    </message>
    <message>
        <source>The report stands in %1.</source>
        <translation>报告已保存在 %1。</translation>
    </message>
    <message>
        <source>Run %1 holds %2 predictions of another program; %3 lines name no exam of this study.</source>
        <translation>运行 %1 含有其他程序的 %2 个预测；有 %3 行未指明本研究中的检查。</translation>
    </message>
    <message>
        <source>The dictionary has no finding %1.</source>
        <translation>词典中没有所见 %1。</translation>
    </message>
    <message>
        <source>The label set %1 has no class %2.</source>
        <translation>标签集 %1 没有类别 %2。</translation>
    </message>
    <message>
        <source>retclip labels dictionary lists the findings.</source>
        <translation>retclip labels dictionary 可列出全部所见。</translation>
    </message>
    <message>
        <source>Reading reports</source>
        <translation>正在读取报告</translation>
    </message>
    <message>
        <source>Exams of patients who are there with other photographs of the same eye: %1. They stand beside them as visits of their own; nothing was replaced.</source>
        <translation>患者已在研究中、但同眼照片不同的检查：%1。它们作为单独的就诊并列；未替换任何内容。</translation>
    </message>
    <message>
        <source>The headings are those of %1: its values carry the names that its publishers gave them (%2).</source>
        <translation>标题与 %1 的一致：其值沿用发布者所给的名称（%2）。</translation>
    </message>
    <message>
        <source>Choose evaluations of the same label set, of eyes or of exams in both.</source>
        <translation>请选择同一标签集的评估，且两者都按眼或都按检查。</translation>
    </message>
    <message>
        <source>The two evaluations judge labels of different kinds: %1 and %2.</source>
        <translation>两个评估所判断的标签种类不同：%1 和 %2。</translation>
    </message>
    <message>
        <source>The two evaluations judge different classes: %1 and %2.</source>
        <translation>两个评估所判断的类别不同：%1 和 %2。</translation>
    </message>
    <message>
        <source>One of the evaluations judges eyes, the other exams.</source>
        <translation>一个评估按眼判断，另一个按检查判断。</translation>
    </message>
    <message>
        <source>The two evaluations have no test case in common (%1 and %2 cases).</source>
        <translation>两个评估没有共同的测试病例（分别有 %1 个和 %2 个病例）。</translation>
    </message>
    <message>
        <source>Nothing was added.</source>
        <translation>未添加任何内容。</translation>
    </message>
    <message>
        <source>A heading line with exam or patient, perhaps eye and split, and a column of probabilities a class is needed.</source>
        <translation>需要标题行，含 exam 或 patient，可选 eye 和 split，以及每个类别一列概率。</translation>
    </message>
    <message>
        <source>The table has no column exam or patient.</source>
        <translation>表格没有 exam 或 patient 列。</translation>
    </message>
    <message>
        <source>The labels speak of eyes, but the table has no column eye.</source>
        <translation>标签针对单眼，但表格没有 eye 列。</translation>
    </message>
    <message>
        <source>The table has no column for the class &quot;%1&quot;.</source>
        <translation>表格没有类别“%1”的列。</translation>
    </message>
    <message>
        <source>%1, line %2: the patient %3 has several exams; name the exam.</source>
        <translation>%1，第 %2 行：患者 %3 有多次检查；请指明检查。</translation>
    </message>
    <message>
        <source>%1, line %2: &quot;%3&quot; is no eye.</source>
        <translation>%1，第 %2 行：“%3”不是眼别。</translation>
    </message>
    <message>
        <source>%1, line %2: &quot;%3&quot; is no probability between 0 and 1.</source>
        <translation>%1，第 %2 行：“%3”不是 0 到 1 之间的概率。</translation>
    </message>
    <message>
        <source>%1, line %2: %3 stands there twice.</source>
        <translation>%1，第 %2 行：%3 出现了两次。</translation>
    </message>
    <message>
        <source>No line of the table names an exam of this study (first: %1).</source>
        <translation>表格中没有一行指明本研究的检查（第一个：%1）。</translation>
    </message>
    <message>
        <source>There is no study %1.</source>
        <translation>%1 处没有研究。</translation>
    </message>
    <message>
        <source>Check the path, or make a new study (retclip study new).</source>
        <translation>请检查路径，或新建研究（retclip study new）。</translation>
    </message>
    <message>
        <source>Another change of the study is being made.</source>
        <translation>另一项对研究的更改正在进行。</translation>
    </message>
    <message>
        <source>The input &quot;%1&quot; does not fit the network: %2.</source>
        <translation>输入“%1”与网络不符：%2。</translation>
    </message>
    <message>
        <source>The result &quot;%1&quot; is not finite; the first tensor with a NaN or infinity is: %2.</source>
        <translation>结果“%1”不是有限的数；首个含 NaN 或无穷大的张量是：%2。</translation>
    </message>
    <message>
        <source>Mend that tensor, or choose another checkpoint or other inputs.</source>
        <translation>请修正该张量，或选择其他检查点或其他输入。</translation>
    </message>
    <message>
        <source>The feature &quot;%1&quot; of row %2 is zero, so it has no direction; %3 of %4 rows are.</source>
        <translation>第 %2 行的特征“%1”为零，因而没有方向；%4 行中有 %3 行如此。</translation>
    </message>
    <message>
        <source>See that the weights of that projection are not zero, or choose another checkpoint.</source>
        <translation>请确认该投影的权重不为零，或选择其他检查点。</translation>
    </message>
    <message>
        <source>Damaged characters: %1. They stand as � in the texts; everything else was read. If many words look wrong, choose another encoding.</source>
        <translation>损坏的字符：%1 个。它们在文本中显示为 �；其他内容均已读取。如果许多字词显示不正确，请选择其他编码。</translation>
    </message>
    <message>
        <source>The folder cannot be read; what is in it was left out.</source>
        <translation>无法读取该文件夹；其中的内容已略过。</translation>
    </message>
    <message>
        <source>The same file names come again in several folders: each folder is taken as a patient.</source>
        <translation>相同的文件名出现在多个文件夹中：每个文件夹视为一名患者。</translation>
    </message>
    <message>
        <source>The same file names come again in several folders and are taken as the same patient. Where each folder is a patient, give a pattern: %1</source>
        <translation>相同的文件名出现在多个文件夹中，视为同一名患者。如果每个文件夹是一名患者，请给出模式：%1</translation>
    </message>
    <message>
        <source>The photograph %1 is not there.</source>
        <translation>照片 %1 不存在。</translation>
    </message>
    <message>
        <source>The photograph %1 was left out.</source>
        <translation>照片 %1 已略过。</translation>
    </message>
    <message>
        <source>Photographs that the source names and that are not there: %1. Exams that have another one or a report are in without them.</source>
        <translation>来源提到但不存在的照片：%1。有另一张照片或报告的检查已导入，不含这些照片。</translation>
    </message>
    <message>
        <source>%1 has headings and no rows.</source>
        <translation>%1 有标题，但没有数据行。</translation>
    </message>
    <message>
        <source>Choose a table with at least one exam.</source>
        <translation>请选择至少含一次检查的表格。</translation>
    </message>
    <message>
        <source>The row has %1 cells, the heading line %2; the cells that are missing are taken as empty.</source>
        <translation>该行有 %1 个单元格，标题行有 %2 个；缺少的单元格按空白处理。</translation>
    </message>
    <message>
        <source>Keep alike exams together (--together), leave some out, or say why it may be so (--because).</source>
        <translation>请让相似的检查留在同一划分（--together），或去掉一些，或说明为何可以如此（--because）。</translation>
    </message>
    <message>
        <source>Memory did not suffice for this checkpoint.</source>
        <translation>内存不足以处理此检查点。</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>The feature %1 of item %2 is zero, so it has no direction.</source>
        <translation>第 %2 项的特征 %1 为零，因而没有方向。</translation>
    </message>
    <message>
        <source>The feature %1 of item %2 is not a number.</source>
        <translation>第 %2 项的特征 %1 不是数字（NaN）。</translation>
    </message>
    <message>
        <source>No start checkpoint is set: the probe reads an encoder with random weights that has learnt nothing.</source>
        <translation>未设置起始检查点：探测读取的是随机权重、未学到任何内容的编码器。</translation>
    </message>
    <message>
        <source>No start checkpoint is set: fine-tuning begins with random weights.</source>
        <translation>未设置起始检查点：微调从随机权重开始。</translation>
    </message>
    <message>
        <source>Set start_from to a pretrained checkpoint, unless this is the baseline you want.</source>
        <translation>请把 start_from 设为预训练的检查点，除非这正是您要的基线。</translation>
    </message>
    <message>
        <source>There is no display to show a window on.</source>
        <translation>没有可显示窗口的显示器。</translation>
    </message>
    <message>
        <source>Start it on a desktop, or set DISPLAY. Without one: QT_QPA_PLATFORM=offscreen for --screenshot and --tour, xvfb-run (package xvfb) for the whole window, or retclip tour and the other commands of retclip, which need none.</source>
        <translation>请在桌面环境中启动，或设置 DISPLAY。没有显示器时：--screenshot 和 --tour 可用 QT_QPA_PLATFORM=offscreen，整个窗口可用 xvfb-run（软件包 xvfb），或使用 retclip tour 及 retclip 的其他命令，它们无需显示器。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no moment.</source>
        <translation>“%1”不是一个时刻。</translation>
    </message>
    <message>
        <source>Write 2026-11-24, &quot;2026-11-24 14:05&quot;, tuesday, yesterday, 3d or 2h.</source>
        <translation>请写 2026-11-24、&quot;2026-11-24 14:05&quot;、周二、昨天、3d 或 2h。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither the number of an edit nor a moment.</source>
        <translation>“%1”既不是编辑编号，也不是时刻。</translation>
    </message>
    <message>
        <source>Write 12, 2026-11-24, &quot;2026-11-24 14:05&quot;, tuesday, yesterday, 3d or 2h.</source>
        <translation>请写 12、2026-11-24、&quot;2026-11-24 14:05&quot;、周二、昨天、3d 或 2h。</translation>
    </message>
    <message>
        <source>%1 is not an export of this program: it holds no manifest.json of it.</source>
        <translation>%1 不是本程序的导出：其中没有本程序的 manifest.json。</translation>
    </message>
    <message>
        <source>Give the folder that retclip export has made.</source>
        <translation>请给出 retclip export 生成的文件夹。</translation>
    </message>
    <message>
        <source>Reading the export</source>
        <translation>正在读取导出</translation>
    </message>
    <message>
        <source>A data sheet has no question “%1”.</source>
        <translation>数据说明表没有问题“%1”。</translation>
    </message>
    <message>
        <source>retclip dataset questions lists them.</source>
        <translation>retclip dataset questions 会列出它们。</translation>
    </message>
    <message>
        <source>Put the study in order with: retclip study recover %1</source>
        <translation>请用以下命令修复研究：retclip study recover %1</translation>
    </message>
    <message>
        <source>“%1” does not say what to hold out.</source>
        <translation>“%1”没有说明要留出什么。</translation>
    </message>
    <message>
        <source>Write site=A, camera=Topcon, sex=F or source=table.csv.</source>
        <translation>请写 site=A、camera=Topcon、sex=F 或 source=table.csv。</translation>
    </message>
    <message>
        <source>No exam of the selection has %1.</source>
        <translation>选集中没有检查符合 %1。</translation>
    </message>
    <message>
        <source>The study does not say it of any exam.</source>
        <translation>研究没有任何检查的这项信息。</translation>
    </message>
    <message>
        <source>The clock was set back: %1 stands twice in the history, after edit %2 and after edit %3.</source>
        <translation>时钟被调回过：%1 在历史中出现两次，在编辑 %2 之后和编辑 %3 之后。</translation>
    </message>
    <message>
        <source>Give the number of the edit instead of a time; the history lists them.</source>
        <translation>请给出编辑编号而不是时间；历史中列有编号。</translation>
    </message>
    <message>
        <source>The newest changes of the study cannot be read any more: %1-wal is damaged.</source>
        <translation>研究最新的更改已无法读取：%1-wal 已损坏。</translation>
    </message>
    <message>
        <source>The newest changes of the study cannot be read any more: %1-wal is gone.</source>
        <translation>研究最新的更改已无法读取：%1-wal 不见了。</translation>
    </message>
    <message>
        <source>Nothing was changed; what is older is in study.db.</source>
        <translation>未作更改；更早的内容在 study.db 中。</translation>
    </message>
    <message>
        <source>Nothing is left to train on beside what is held out.</source>
        <translation>除留出的部分外，没有可用于训练的内容。</translation>
    </message>
    <message>
        <source>Give training and validation a share, e.g. 80/20/0.</source>
        <translation>请给训练和验证分配比例，如 80/20/0。</translation>
    </message>
    <message>
        <source>The saved queries rest on each other without end.</source>
        <translation>已存查询互相引用，没有尽头。</translation>
    </message>
    <message>
        <source>Change one of them so that it does not name the others.</source>
        <translation>请更改其中一个，使其不引用其他查询。</translation>
    </message>
    <message>
        <source>The saved query “%1” is not understood: %2</source>
        <translation>无法理解已存查询“%1”：%2</translation>
    </message>
    <message>
        <source>Save it anew under the same name.</source>
        <translation>请以同一名称重新保存。</translation>
    </message>
    <message>
        <source>There is no edit %1 in the history.</source>
        <translation>历史中没有编辑 %1。</translation>
    </message>
    <message>
        <source>Choose a number that the history lists.</source>
        <translation>请选择历史中列出的编号。</translation>
    </message>
    <message>
        <source>There is no saved query “%1”.</source>
        <translation>没有已存查询“%1”。</translation>
    </message>
    <message>
        <source>See the list of saved queries, or save one.</source>
        <translation>请查看已存查询列表，或保存一个。</translation>
    </message>
    <message>
        <source>A saved query needs a name, without quotation marks.</source>
        <translation>已存查询需要名称，且不含引号。</translation>
    </message>
    <message>
        <source>Type a word or a few.</source>
        <translation>请输入一个或几个词。</translation>
    </message>
    <message>
        <source>The query “%1” would rest on itself.</source>
        <translation>查询“%1”会引用自身。</translation>
    </message>
    <message>
        <source>Leave out %1, or save it under another name.</source>
        <translation>请去掉 %1，或以其他名称保存。</translation>
    </message>
    <message>
        <source>There is a saved query “%1” already.</source>
        <translation>已存查询“%1”已存在。</translation>
    </message>
    <message>
        <source>%1 cannot be moved to %2.</source>
        <translation>无法把 %1 移到 %2。</translation>
    </message>
    <message>
        <source>%1 is damaged, and no backup of it passes the checks.</source>
        <translation>%1 已损坏，且没有备份通过检查。</translation>
    </message>
    <message>
        <source>Name a backup from elsewhere: retclip study recover %1 --from FILE</source>
        <translation>请指定其他位置的备份：retclip study recover %1 --from FILE</translation>
    </message>
    <message>
        <source>%1 is sound: there is nothing to recover.</source>
        <translation>%1 完好：没有需要恢复的内容。</translation>
    </message>
    <message>
        <source>To go back to an older state, use retclip study restore.</source>
        <translation>要回到较早的状态，请用 retclip study restore。</translation>
    </message>
    <message>
        <source>Give each item one class or none of each reader.</source>
        <translation>每个条目请为每名评分者给出一个类别或留空。</translation>
    </message>
    <message>
        <source>Agreement needs at least two readers.</source>
        <translation>一致性至少需要两名评分者。</translation>
    </message>
    <message>
        <source>An item has not one grade a reader.</source>
        <translation>有条目不是每名评分者一个评分。</translation>
    </message>
    <message>
        <source>A grade is no class of the list.</source>
        <translation>有评分不在类别列表中。</translation>
    </message>
    <message>
        <source>The patients do not match the items.</source>
        <translation>患者与条目数量不符。</translation>
    </message>
    <message>
        <source>“%1” needs label_wrong, model_wrong, ambiguous, poor_image, wrong_eye, report_mismatch, region_drawn or none.</source>
        <translation>“%1”需要 label_wrong、model_wrong、ambiguous、poor_image、wrong_eye、report_mismatch、region_drawn 或 none。</translation>
    </message>
    <message>
        <source>No round was opened.</source>
        <translation>未开启评审轮。</translation>
    </message>
    <message>
        <source>The round has no name.</source>
        <translation>评审轮没有名称。</translation>
    </message>
    <message>
        <source>Give it one, e.g. wave 2.</source>
        <translation>请给出名称，例如 wave 2。</translation>
    </message>
    <message>
        <source>The round has no readers.</source>
        <translation>评审轮没有评分者。</translation>
    </message>
    <message>
        <source>Name at least one reader.</source>
        <translation>请至少给出一名评分者。</translation>
    </message>
    <message>
        <source>A reader is named twice.</source>
        <translation>有评分者重复。</translation>
    </message>
    <message>
        <source>Give every reader another name.</source>
        <translation>请为每名评分者使用不同的姓名。</translation>
    </message>
    <message>
        <source>The round has no exams.</source>
        <translation>评审轮没有检查。</translation>
    </message>
    <message>
        <source>Choose exams, or widen the query.</source>
        <translation>请选择检查，或放宽查询。</translation>
    </message>
    <message>
        <source>The share of hidden controls is not between 0 and 50 %.</source>
        <translation>隐藏对照的比例不在 0 到 50 % 之间。</translation>
    </message>
    <message>
        <source>10 % is the rule.</source>
        <translation>通常为 10 %。</translation>
    </message>
    <message>
        <source>There is a round “%1” already.</source>
        <translation>已有评审轮“%1”。</translation>
    </message>
    <message>
        <source>There is no reading round “%1”.</source>
        <translation>没有评审轮“%1”。</translation>
    </message>
    <message>
        <source>Open one first.</source>
        <translation>请先开启一个评审轮。</translation>
    </message>
    <message>
        <source>The round “%1” is closed.</source>
        <translation>评审轮“%1”已结束。</translation>
    </message>
    <message>
        <source>Open another round for further grades.</source>
        <translation>如需继续评分，请另开评审轮。</translation>
    </message>
    <message>
        <source>%1 is no reader of the round “%2”.</source>
        <translation>%1 不是评审轮“%2”的评分者。</translation>
    </message>
    <message>
        <source>Its readers are: %1.</source>
        <translation>其评分者为：%1。</translation>
    </message>
    <message>
        <source>“%1” cannot be a reason code.</source>
        <translation>“%1”不能作为原因代码。</translation>
    </message>
    <message>
        <source>Each verdict has its codes once, without spaces: e.g. media_opacity.</source>
        <translation>每种审核结论的代码不可重复、不含空格，例如 media_opacity。</translation>
    </message>
    <message>
        <source>The region&apos;s geometry cannot be read.</source>
        <translation>无法读取区域的几何形状。</translation>
    </message>
    <message>
        <source>Point: [x, y]; ellipse: [x, y, rx, ry]; polygon: [[x, y], …]; brush: {&quot;size&quot;: [height, width], &quot;counts&quot;: […]}.</source>
        <translation>点：[x, y]；椭圆：[x, y, rx, ry]；多边形：[[x, y], …]；画笔：{&quot;size&quot;: [height, width], &quot;counts&quot;: […]}。</translation>
    </message>
    <message>
        <source>The ellipse has no extent.</source>
        <translation>椭圆没有大小。</translation>
    </message>
    <message>
        <source>Drag from one corner of it to the other.</source>
        <translation>请从一角拖到对角。</translation>
    </message>
    <message>
        <source>A polygon needs three corners that are not in a line.</source>
        <translation>多边形需要三个不在一条直线上的顶点。</translation>
    </message>
    <message>
        <source>Click further corners, then press Enter.</source>
        <translation>请继续点击顶点，然后按回车。</translation>
    </message>
    <message>
        <source>The brush&apos;s runs do not fill the size of its photograph.</source>
        <translation>画笔的游程与照片大小不符。</translation>
    </message>
    <message>
        <source>Give runs column by column that add up to height × width.</source>
        <translation>请逐列给出游程，总和为 高 × 宽。</translation>
    </message>
    <message>
        <source>The brush has painted nothing.</source>
        <translation>画笔没有涂到任何像素。</translation>
    </message>
    <message>
        <source>Drag over the photograph.</source>
        <translation>请在照片上拖动。</translation>
    </message>
    <message>
        <source>The brush was painted on a photograph of another size.</source>
        <translation>画笔区域来自另一尺寸的照片。</translation>
    </message>
    <message>
        <source>Check which photograph it belongs to.</source>
        <translation>请核对它属于哪张照片。</translation>
    </message>
    <message>
        <source>The region lies outside its photograph.</source>
        <translation>区域位于照片之外。</translation>
    </message>
    <message>
        <source>Check which photograph it belongs to, and its units: picture pixels.</source>
        <translation>请核对它属于哪张照片，以及单位是否为图像像素。</translation>
    </message>
    <message>
        <source>A region needs a class and a shape.</source>
        <translation>区域需要类别和形状。</translation>
    </message>
    <message>
        <source>Shapes: point, ellipse, polygon, brush.</source>
        <translation>形状：point、ellipse、polygon、brush。</translation>
    </message>
    <message>
        <source>The region has no class.</source>
        <translation>区域没有类别。</translation>
    </message>
    <message>
        <source>Say what it shows, e.g. retinal_haemorrhage.</source>
        <translation>请说明所示内容，例如 retinal_haemorrhage。</translation>
    </message>
    <message>
        <source>This exam has no region %1.</source>
        <translation>该检查没有区域 %1。</translation>
    </message>
    <message>
        <source>Look at the list of its regions.</source>
        <translation>请查看其区域列表。</translation>
    </message>
    <message>
        <source>There is no region %1 in this study.</source>
        <translation>该研究没有区域 %1。</translation>
    </message>
    <message>
        <source>The round has no item %1 of this exam.</source>
        <translation>该评审轮没有此检查的条目 %1。</translation>
    </message>
    <message>
        <source>Look at the round&apos;s list.</source>
        <translation>请查看该评审轮的列表。</translation>
    </message>
    <message>
        <source>This eye of the item is not graded in the round “%1”.</source>
        <translation>评审轮“%1”不评该条目的这只眼。</translation>
    </message>
    <message>
        <source>Grade an eye that has a photograph.</source>
        <translation>请为有照片的眼评分。</translation>
    </message>
    <message>
        <source>Say your name in Settings as the round has it.</source>
        <translation>请在设置中使用评审轮中的姓名。</translation>
    </message>
    <message>
        <source>The grades of this item have been shown to its readers.</source>
        <translation>该条目的评分已向评分者公开。</translation>
    </message>
    <message>
        <source>Keep or change the grade in the review of disagreements.</source>
        <translation>请在分歧复核中保留或更改评分。</translation>
    </message>
    <message>
        <source>Not every reader has graded this item yet.</source>
        <translation>并非所有评分者都已为该条目评分。</translation>
    </message>
    <message>
        <source>Wait until all have, then look at the disagreements.</source>
        <translation>请等所有人评完，再查看分歧。</translation>
    </message>
    <message>
        <source>A hidden control is settled with its case.</source>
        <translation>隐藏对照随其病例一起定论。</translation>
    </message>
    <message>
        <source>Settle item %1.</source>
        <translation>请为条目 %1 定论。</translation>
    </message>
    <message>
        <source>Look at the study&apos;s rounds.</source>
        <translation>请查看本研究的评审轮。</translation>
    </message>
    <message>
        <source>The round has no item %1.</source>
        <translation>该评审轮没有条目 %1。</translation>
    </message>
    <message>
        <source>%1 has given another grade already.</source>
        <translation>%1 已给出另一个评分。</translation>
    </message>
    <message>
        <source>Take that one back first, or leave this row out.</source>
        <translation>请先撤回那个评分，或去掉这一行。</translation>
    </message>
    <message>
        <source>The grade is empty.</source>
        <translation>评分为空。</translation>
    </message>
    <message>
        <source>Give a class, or ungradable.</source>
        <translation>请给出类别，或 ungradable。</translation>
    </message>
    <message>
        <source>%1 has no column %2.</source>
        <translation>%1 没有列 %2。</translation>
    </message>
    <message>
        <source>Columns: round, place (or item), grade and, if wanted, reader, eye, comment, stage.</source>
        <translation>列：round、place（或 item）、grade，可选 reader、eye、comment、stage。</translation>
    </message>
    <message>
        <source>regions add takes a FILE, or --exam, --eye, --class and a shape.</source>
        <translation>regions add 需要 FILE，或 --exam、--eye、--class 和一个形状。</translation>
    </message>
    <message>
        <source>Example: --exam 10023-1 --eye right --class drusen --ellipse 812,640,60,45</source>
        <translation>例如：--exam 10023-1 --eye right --class drusen --ellipse 812,640,60,45</translation>
    </message>
    <message>
        <source>Exam %1 has no photograph of the eye &quot;%2&quot;.</source>
        <translation>检查 %1 没有眼别“%2”的照片。</translation>
    </message>
    <message>
        <source>Say eye: right or left, as the exam has it.</source>
        <translation>请按检查实际情况给出眼别：right 或 left。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number of a region.</source>
        <translation>“%1”不是区域编号。</translation>
    </message>
    <message>
        <source>retclip regions STUDY list shows the numbers.</source>
        <translation>retclip regions STUDY list 会列出编号。</translation>
    </message>
    <message>
        <source>--move takes DX,DY in picture pixels.</source>
        <translation>--move 需要以图像像素为单位的 DX,DY。</translation>
    </message>
    <message>
        <source>Example: --move=-12,4</source>
        <translation>例如：--move=-12,4</translation>
    </message>
    <message>
        <source>Columns: exam, verdict and, if wanted, label (SET=VALUE), reason, comment, reader; or those of a round: round, place, grade.</source>
        <translation>列：exam、verdict，可选 label（SET=VALUE）、reason、comment、reader；或评审轮的列：round、place、grade。</translation>
    </message>
    <message>
        <source>The round is not named.</source>
        <translation>未给出评审轮名称。</translation>
    </message>
    <message>
        <source>Example: retclip review STUDY round show wave2</source>
        <translation>例如：retclip review STUDY round show wave2</translation>
    </message>
    <message>
        <source>A round has no &quot;%1&quot;.</source>
        <translation>评审轮没有“%1”操作。</translation>
    </message>
    <message>
        <source>settle takes --item with --grade or --ambiguous, or --agreed.</source>
        <translation>settle 需要 --item 加 --grade 或 --ambiguous，或者 --agreed。</translation>
    </message>
    <message>
        <source>Example: --item 14 --eye right --grade 2</source>
        <translation>例如：--item 14 --eye right --grade 2</translation>
    </message>
    <message>
        <source>Columns: verdict, code and, if wanted, title, title_zh.</source>
        <translation>列：verdict、code，可选 title、title_zh。</translation>
    </message>
    <message>
        <source>Training %1</source>
        <translation>正在训练 %1</translation>
    </message>
    <message>
        <source>The run “%1” stands in the study with other settings or other data.</source>
        <translation>研究中已有运行“%1”，但设置或数据不同。</translation>
    </message>
    <message>
        <source>It was left as it is, and so were the other runs.</source>
        <translation>它保持原样，其他运行也未改动。</translation>
    </message>
    <message>
        <source>Give the group another name.</source>
        <translation>请给组另取一个名称。</translation>
    </message>
    <message>
        <source>sweep takes one of --preset and --config.</source>
        <translation>sweep 需要 --preset 和 --config 之一。</translation>
    </message>
    <message>
        <source>A sweep runs in one process.</source>
        <translation>参数搜索只在一个进程中运行。</translation>
    </message>
    <message>
        <source>Start it without torchrun or srun.</source>
        <translation>请不用 torchrun 或 srun 启动。</translation>
    </message>
    <message>
        <source>There is no group of runs “%1”.</source>
        <translation>没有名为“%1”的运行组。</translation>
    </message>
    <message>
        <source>Start one with retclip sweep.</source>
        <translation>用 retclip sweep 开始一个。</translation>
    </message>
    <message>
        <source>An encoder cannot be frozen and have adapters.</source>
        <translation>编码器不能既冻结又带适配器。</translation>
    </message>
    <message>
        <source>Adapters freeze what they stand beside: switch freeze_image and freeze_text off, or change adapter_towers.</source>
        <translation>适配器本来就会冻结其所在的编码器：请关闭 freeze_image 和 freeze_text，或更改 adapter_towers。</translation>
    </message>
    <message>
        <source>Fine-tuning reads no texts: adapters there learn nothing.</source>
        <translation>微调不读取文本：那里的适配器学不到任何东西。</translation>
    </message>
    <message>
        <source>Set adapter_towers to image.</source>
        <translation>请把 adapter_towers 设为 image。</translation>
    </message>
    <message>
        <source>There is no fold %1 of %2.</source>
        <translation>没有第 %1 折（共 %2 折）。</translation>
    </message>
    <message>
        <source>Take three folds or more (one to test on, one to choose by, the rest to learn from), and a fold from 1 to their number.</source>
        <translation>请取三折或更多（一折测试，一折选择，其余学习），折号从 1 到折数。</translation>
    </message>
    <message>
        <source>Adapters stand beside frozen weights, and without a start checkpoint these are random.</source>
        <translation>适配器附在冻结的权重旁，而没有起始检查点时这些权重是随机的。</translation>
    </message>
    <message>
        <source>Set start_from to a pretrained checkpoint.</source>
        <translation>请把 start_from 设为预训练检查点。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; does not say what to vary.</source>
        <translation>“%1”没有说明要改变什么。</translation>
    </message>
    <message>
        <source>Give a setting and its values (learning_rate=1e-4,1e-3) or a range (learning_rate=1e-5..1e-3:log).</source>
        <translation>请给出设置及其取值（learning_rate=1e-4,1e-3）或范围（learning_rate=1e-5..1e-3:log）。</translation>
    </message>
    <message>
        <source>The group of runs has no name.</source>
        <translation>运行组没有名称。</translation>
    </message>
    <message>
        <source>Give it one.</source>
        <translation>请取一个名称。</translation>
    </message>
    <message>
        <source>A grid has no place for the range of %1.</source>
        <translation>网格不能使用 %1 的范围。</translation>
    </message>
    <message>
        <source>Give its values, or have it drawn at random.</source>
        <translation>请给出取值，或改为随机抽取。</translation>
    </message>
    <message>
        <source>There is nothing to vary.</source>
        <translation>没有可改变的内容。</translation>
    </message>
    <message>
        <source>Give values of a setting, a range to draw from, or folds.</source>
        <translation>请给出某项设置的取值、抽取范围或折数。</translation>
    </message>
    <message>
        <source>How many runs to draw is not said.</source>
        <translation>没有说明要抽取多少个运行。</translation>
    </message>
    <message>
        <source>Give a number of runs.</source>
        <translation>请给出运行数。</translation>
    </message>
    <message>
        <source>These are more than 10000 runs.</source>
        <translation>运行超过 10000 个。</translation>
    </message>
    <message>
        <source>Vary less at a time.</source>
        <translation>请一次少改变一些。</translation>
    </message>
    <message>
        <source>There are too few patients for %1 folds.</source>
        <translation>患者太少，分不成 %1 折。</translation>
    </message>
    <message>
        <source>Take fewer folds, or more exams.</source>
        <translation>请减少折数，或使用更多检查。</translation>
    </message>
    <message>
        <source>Low-rank adapters of rank %1 stand beside %2 weights. Whoever reads the file here, or converts it, gets their sum.</source>
        <translation>%2 个权重旁附有秩为 %1 的低秩适配器。在本程序中读取或转换此文件，得到的是两者之和。</translation>
    </message>
    <message>
        <source>The adapter of &quot;%1&quot; is not whole.</source>
        <translation>“%1”的适配器不完整。</translation>
    </message>
    <message>
        <source>Take another checkpoint of the run.</source>
        <translation>请用该运行的另一个检查点。</translation>
    </message>
    <message>
        <source>The teacher &quot;%1&quot; reads texts with another tokenizer.</source>
        <translation>教师“%1”使用另一个分词器读取文本。</translation>
    </message>
    <message>
        <source>Set tokenizer_file to the teacher&apos;s, which stands in its run&apos;s folder.</source>
        <translation>请把 tokenizer_file 设为教师的分词器，它在教师运行的文件夹中。</translation>
    </message>
    <message>
        <source>Stopped early: none of the last %1 validations was better than the one at step %2.</source>
        <translation>提前停止：最近 %1 次验证都没有优于第 %2 步的验证。</translation>
    </message>
    <message>
        <source>The features must be float32 (N x width), the targets int64 (N x labels).</source>
        <translation>特征必须为 float32（N x 宽度），目标必须为 int64（N x 标签数）。</translation>
    </message>
    <message>
        <source>Write them with numpy.save in these types.</source>
        <translation>请用 numpy.save 以这些类型写出。</translation>
    </message>
    <message>
        <source>--near and --run are two ways to look.</source>
        <translation>--near 和 --run 是两种查找方式。</translation>
    </message>
    <message>
        <source>Give one of them.</source>
        <translation>请只给出其中一个。</translation>
    </message>
    <message>
        <source>--%1 does not name a place on the photograph.</source>
        <translation>--%1 没有指明照片上的位置。</translation>
    </message>
    <message>
        <source>Write it as %1, in pixels.</source>
        <translation>请写成 %1，以像素为单位。</translation>
    </message>
    <message>
        <source>Exam %1 has no photograph of that eye.</source>
        <translation>检查 %1 没有该眼的照片。</translation>
    </message>
    <message>
        <source>Name the other eye, or another exam.</source>
        <translation>请指定另一只眼，或另一次检查。</translation>
    </message>
    <message>
        <source>Looking for discs and foveas</source>
        <translation>正在查找视盘和中心凹</translation>
    </message>
    <message>
        <source>%1 lacks one of the columns image, exam, eye.</source>
        <translation>%1 缺少 image、exam、eye 中的某一列。</translation>
    </message>
    <message>
        <source>Begin with the file that “pair list --out” writes.</source>
        <translation>请以“pair list --out”写出的文件为基础。</translation>
    </message>
    <message>
        <source>the eye is right, left or unknown</source>
        <translation>眼别为 right、left 或 unknown</translation>
    </message>
    <message>
        <source>pair apply takes a file, or --sure.</source>
        <translation>pair apply 需要一个文件，或 --sure。</translation>
    </message>
    <message>
        <source>search takes a text, or --like EXAM.</source>
        <translation>search 需要一段文本，或 --like EXAM。</translation>
    </message>
    <message>
        <source>Changed %1 exams in one edit. Ctrl+Z takes it back.</source>
        <translation>已用一次编辑更改 %1 次检查。按 Ctrl+Z 可撤销。</translation>
    </message>
    <message>
        <source>The data sheet is in %1.</source>
        <translation>数据说明表在 %1 中。</translation>
    </message>
    <message>
        <source>The study is damaged, in %1 places such as: %2</source>
        <translation>研究已损坏，共 %1 处，例如：%2</translation>
    </message>
    <message>
        <source>Nothing was changed; backups are in the study&apos;s folder.</source>
        <translation>未作任何更改；备份在研究的文件夹中。</translation>
    </message>
    <message>
        <source>Choose “Put a damaged study in order” in the command palette (Ctrl+K).</source>
        <translation>请在命令面板（Ctrl+K）中选择“修复损坏的研究”。</translation>
    </message>
    <message>
        <source>The study is in order, up to No. %1 of its history; what could not be read of its log is lost. The damaged files are in %2.</source>
        <translation>研究已恢复，直到历史第 %1 号；日志中无法读取的部分已丢失。损坏的文件在 %2。</translation>
    </message>
    <message>
        <source>The study is in order, up to No. %1 of its history, from the backup %3. The damaged files are in %2.</source>
        <translation>研究已从备份 %3 恢复，直到历史第 %1 号。损坏的文件在 %2。</translation>
    </message>
    <message>
        <source>Preparing the runs</source>
        <translation>正在准备各运行</translation>
    </message>
    <message>
        <source>Run %1 belongs to no group. Sweep… in the form of a new run makes one.</source>
        <translation>运行 %1 不属于任何组。新建运行表单中的“参数搜索…”可建立一组。</translation>
    </message>
    <message>
        <source>This patient has no other exam with a date.</source>
        <translation>此患者没有其他有日期的检查。</translation>
    </message>
    <message>
        <source>Hold A to compare with the exam of %1 (%2 of %3).</source>
        <translation>按住 A 与 %1 的检查对比（第 %2 次，共 %3 次）。</translation>
    </message>
    <message>
        <source>Reading the words of reports</source>
        <translation>正在读取报告中的词</translation>
    </message>
    <message>
        <source>“%1” is no term of these reports.</source>
        <translation>“%1”不是这些报告中的术语。</translation>
    </message>
    <message>
        <source>Choose a term of the list.</source>
        <translation>请从列表中选择术语。</translation>
    </message>
    <message>
        <source>%1 cannot be read as COCO.</source>
        <translation>无法按 COCO 读取 %1。</translation>
    </message>
    <message>
        <source>Look whether the file is whole: images, annotations and categories.</source>
        <translation>请检查文件是否完整：images、annotations 和 categories。</translation>
    </message>
    <message>
        <source>%1 holds no file in COCO&apos;s layout.</source>
        <translation>%1 中没有 COCO 格式的文件。</translation>
    </message>
    <message>
        <source>Choose the JSON file with images, annotations and categories, or the folder above it.</source>
        <translation>请选择含 images、annotations 和 categories 的 JSON 文件，或其上级文件夹。</translation>
    </message>
    <message>
        <source>The folders are those of %1: its classes carry the names that its publishers gave them (%2).</source>
        <translation>文件夹与 %1 的一致：其类别沿用发布者所给的名称（%2）。</translation>
    </message>
    <message>
        <source>The line is no JSON object: %1.</source>
        <translation>该行不是 JSON 对象：%1。</translation>
    </message>
    <message>
        <source>%1 holds no JSON object: one a line is expected.</source>
        <translation>%1 中没有 JSON 对象：应每行一个。</translation>
    </message>
    <message>
        <source>%1 has not PAPILA&apos;s columns (patient, Age, Gender, Diagnosis).</source>
        <translation>%1 没有 PAPILA 的列（patient、Age、Gender、Diagnosis）。</translation>
    </message>
    <message>
        <source>%1 holds no patient_data_od and patient_data_os (.xlsx or .csv).</source>
        <translation>%1 中没有 patient_data_od 和 patient_data_os（.xlsx 或 .csv）。</translation>
    </message>
    <message>
        <source>Choose PAPILA&apos;s folder, the one with ClinicalData and FundusImages.</source>
        <translation>请选择 PAPILA 的文件夹，即含 ClinicalData 和 FundusImages 的文件夹。</translation>
    </message>
    <message>
        <source>Comparing embeddings</source>
        <translation>正在比较嵌入</translation>
    </message>
    <message>
        <source>What is liked and what is disliked cancel each other out.</source>
        <translation>要相似的与要不相似的互相抵消。</translation>
    </message>
    <message>
        <source>Take one of the marks away.</source>
        <translation>请去掉其中一个标记。</translation>
    </message>
    <message>
        <source>Without a trained run photographs are compared by their looks, and none has been looked at yet.</source>
        <translation>没有训练过的运行时按外观比较照片，而目前尚未查看过任何照片。</translation>
    </message>
    <message>
        <source>Look at the photographs (Data, Checks of photographs; or retclip quality look), or choose a run.</source>
        <translation>请查看照片（“数据”中的“照片检查”，或 retclip quality look），或选择一个运行。</translation>
    </message>
    <message>
        <source>No exam is marked that others shall be like.</source>
        <translation>没有检查被标为要与之相似。</translation>
    </message>
    <message>
        <source>Mark at least one exam as “more like this”.</source>
        <translation>请至少将一次检查标为“更多类似”。</translation>
    </message>
    <message>
        <source>None of the exams that others shall be like has what is compared (a photograph of that eye, or a report).</source>
        <translation>作为相似样例的检查都没有所比较的内容（该眼的照片，或报告）。</translation>
    </message>
    <message>
        <source>Choose the other eye, or compare the other: photographs or reports.</source>
        <translation>请选择另一只眼，或改为比较照片或报告。</translation>
    </message>
    <message>
        <source>Looking for pairs</source>
        <translation>正在查找配对</translation>
    </message>
    <message>
        <source>There is no photograph %1 that one exam could take.</source>
        <translation>没有可归入单次检查的照片 %1。</translation>
    </message>
    <message>
        <source>Choose a photograph of the study, and one exam.</source>
        <translation>请选择研究中的一张照片和一次检查。</translation>
    </message>
    <message>
        <source>There is no photograph %1 in this study.</source>
        <translation>本研究中没有照片 %1。</translation>
    </message>
    <message>
        <source>List the unclear photographs again: numbers stand there.</source>
        <translation>请重新列出归属不明的照片，其中有编号。</translation>
    </message>
    <message>
        <source>A mark has no size, or its place is no number.</source>
        <translation>标示没有大小，或其位置不是数字。</translation>
    </message>
    <message>
        <source>Draw it again.</source>
        <translation>请重新绘制。</translation>
    </message>
    <message>
        <source>The memory did not suffice for the batch: from here on it is computed %1 patients at a time, with the same loss over all of it. Set micro_batch to begin so.</source>
        <translation>内存不足以计算整个批次：此后每次计算 %1 名患者，损失仍按整批计算。设置 micro_batch 可从一开始就这样计算。</translation>
    </message>
    <message>
        <source>--drift and --against belong together.</source>
        <translation>--drift 与 --against 须同时给出。</translation>
    </message>
    <message>
        <source>Give two queries, for example --drift source:a --against source:b.</source>
        <translation>请给出两个查询，例如 --drift source:a --against source:b。</translation>
    </message>
    <message>
        <source>A picture needs --exam, --out and one method.</source>
        <translation>生成图片需要 --exam、--out 和一种方法。</translation>
    </message>
    <message>
        <source>Name them, or ask for --check.</source>
        <translation>请给出它们，或使用 --check。</translation>
    </message>
    <message>
        <source>There is no kind of issue &quot;%1&quot;.</source>
        <translation>没有“%1”这一种类的问题。</translation>
    </message>
    <message>
        <source>A label set of that kind needs two classes or more.</source>
        <translation>该类型的标签集需要两个或更多类别。</translation>
    </message>
    <message>
        <source>Name them: --classes none,mild,severe</source>
        <translation>请列出：--classes none,mild,severe</translation>
    </message>
    <message>
        <source>A binary label set has one class: the one that is present or absent.</source>
        <translation>二分类标签集只有一个类别：有或无的那一个。</translation>
    </message>
    <message>
        <source>Name one, or choose --kind multiclass.</source>
        <translation>请只列一个，或选择 --kind multiclass。</translation>
    </message>
    <message>
        <source>There is a label set “%1” already.</source>
        <translation>已有标签集“%1”。</translation>
    </message>
    <message>
        <source>Choose another name, or say what it means with labels describe.</source>
        <translation>请换一个名称，或用 labels describe 说明其含义。</translation>
    </message>
    <message>
        <source>labels describe takes --definition or --colour, or both.</source>
        <translation>labels describe 需要 --definition 或 --colour，或两者。</translation>
    </message>
    <message>
        <source>Say what it means; empty text takes away what was said.</source>
        <translation>请说明含义；空文本会删除已有说明。</translation>
    </message>
    <message>
        <source>A colour is that of a class.</source>
        <translation>颜色属于类别。</translation>
    </message>
    <message>
        <source>Name the class with --class.</source>
        <translation>请用 --class 指明类别。</translation>
    </message>
    <message>
        <source>There is no completion for &quot;%1&quot;.</source>
        <translation>没有“%1”的补全脚本。</translation>
    </message>
    <message>
        <source>Name bash or zsh.</source>
        <translation>请写 bash 或 zsh。</translation>
    </message>
    <message>
        <source>Set back to how it was after No. %2 (exams: %1). Ctrl+Z takes it back.</source>
        <translation>已恢复到第 %2 号之后的状态（检查 %1 次）。按 Ctrl+Z 可撤销。</translation>
    </message>
    <message>
        <source>Boxes and outlines: %1. They are in as regions of their photographs.</source>
        <translation>边框和轮廓：%1。已作为区域导入到各自的照片上。</translation>
    </message>
    <message>
        <source>Boxes and outlines that are no shape or do not fit their photograph: %1. They were left out.</source>
        <translation>不成形状或与照片不符的边框和轮廓：%1。已略去。</translation>
    </message>
    <message>
        <source>Pairs made by the time that the camera wrote into the files, as their names say nothing: %1. Which eye is which, the pairing desk asks.</source>
        <translation>文件名未说明任何信息，按相机写入文件的时间配对：%1 对。左右眼由配对台询问。</translation>
    </message>
    <message>
        <source>The regions of %1 were drawn on a picture of another size (%2 × %3) and are not in.</source>
        <translation>%1 的区域是在另一尺寸（%2 × %3）的图像上绘制的，未导入。</translation>
    </message>
    <message>
        <source>Only %1 exams have what a map is made of.</source>
        <translation>只有 %1 次检查具备绘制地图所需的内容。</translation>
    </message>
    <message>
        <source>Choose more exams: with both eyes, or with reports.</source>
        <translation>请选择更多检查：双眼齐全或带有报告。</translation>
    </message>
    <message>
        <source>Cross-validation needs 2 folds or more.</source>
        <translation>交叉验证至少需要 2 折。</translation>
    </message>
    <message>
        <source>Take 5.</source>
        <translation>请用 5 折。</translation>
    </message>
    <message>
        <source>No exam with photographs that can be read is labelled in &quot;%1&quot;.</source>
        <translation>“%1”中没有带可读照片且已标注的检查。</translation>
    </message>
    <message>
        <source>Cross-validating the labels</source>
        <translation>正在对标签做交叉验证</translation>
    </message>
    <message>
        <source>No exam has the photographs and the words that an explanation needs.</source>
        <translation>没有检查具备解释所需的照片和文字。</translation>
    </message>
    <message>
        <source>Choose exams with both eyes and a report, or give a sentence.</source>
        <translation>请选择双眼齐全且有报告的检查，或给出一句话。</translation>
    </message>
    <message>
        <source>The map hardly changes when the network forgets what it learned.</source>
        <translation>网络忘记所学后，该图几乎不变。</translation>
    </message>
    <message>
        <source>Greying out what it marks changes the answer no more than greying out anything.</source>
        <translation>涂灰其标出之处对结果的影响不大于涂灰任意之处。</translation>
    </message>
    <message>
        <source>What it marks alone brings the answer back no sooner than anything.</source>
        <translation>仅保留其标出之处并不比任意之处更快恢复结果。</translation>
    </message>
    <message>
        <source>It points at marked lesions no oftener than chance.</source>
        <translation>它指向已标注病灶的次数不多于偶然。</translation>
    </message>
    <message>
        <source>Checking explanations</source>
        <translation>正在检验解释</translation>
    </message>
    <message>
        <source>Cross-validate (5 folds), or evaluate the run on this label set first.</source>
        <translation>请使用交叉验证（5 折），或先在此标签集上评估该运行。</translation>
    </message>
    <message>
        <source>Not in the dictionary of findings, and so not read in reports: %1.</source>
        <translation>所见词典中没有、因而未在报告中读取：%1。</translation>
    </message>
    <message>
        <source>Groups of more than %1 photographs that look alike: %2. They say nothing of copies and were passed over.</source>
        <translation>超过 %1 张的相似照片组：%2 组。它们不能说明是副本，已略过。</translation>
    </message>
    <message>
        <source>Too few exams have both eyes and a report to compare reports with photographs.</source>
        <translation>双眼齐全且有报告的检查太少，无法将报告与照片相比较。</translation>
    </message>
    <message>
        <source>The run hardly tells whose report is whose, so it was not asked about single reports.</source>
        <translation>该运行几乎分不清报告属于谁，因此未用它判断单份报告。</translation>
    </message>
    <message>
        <source>Issues of the kind %1 need a run.</source>
        <translation>种类 %1 的问题需要一次运行。</translation>
    </message>
    <message>
        <source>Name a run whose embeddings are looked at.</source>
        <translation>请指定使用其嵌入向量的运行。</translation>
    </message>
    <message>
        <source>No run was named: predictions, and reports against photographs, were not asked.</source>
        <translation>未指定运行：未使用预测，也未将报告与照片相比较。</translation>
    </message>
    <message>
        <source>This photograph looks like the other eye.</source>
        <translation>这张照片看起来像另一只眼。</translation>
    </message>
    <message>
        <source>Both photographs look like the other eye: swapped?</source>
        <translation>两张照片看起来都像另一只眼：是否左右颠倒？</translation>
    </message>
    <message>
        <source>Both photographs look like the same eye.</source>
        <translation>两张照片看起来像同一只眼。</translation>
    </message>
    <message>
        <source>Both eyes are one photograph.</source>
        <translation>双眼是同一张照片。</translation>
    </message>
    <message>
        <source>Both eyes are one photograph, turned left to right.</source>
        <translation>双眼是同一张照片，左右翻转。</translation>
    </message>
    <message>
        <source>The photographs differ much in size.</source>
        <translation>两张照片尺寸相差很大。</translation>
    </message>
    <message>
        <source>The report speaks only of the eye that was not photographed.</source>
        <translation>报告只描述了没有照片的那只眼。</translation>
    </message>
    <message>
        <source>Labelled %1; the run, which has not learned from it, says %2 with probability %3 (%4 on average where that is the label).</source>
        <translation>标签为“%1”；未从该例学习的运行判为“%2”，概率 %3（标签为该类时平均为 %4）。</translation>
    </message>
    <message>
        <source>Labelled %1; nearly the same photograph (%2) is labelled %3 in %4.</source>
        <translation>标签为“%1”；几乎相同的照片（%2）在 %4 中标为“%3”。</translation>
    </message>
    <message>
        <source>Labelled %1; nearly the same photograph (%2) is labelled otherwise in %3.</source>
        <translation>标签为“%1”；几乎相同的照片（%2）在 %3 中的标签不同。</translation>
    </message>
    <message>
        <source>To the run %1 of 100 other reports fit these photographs better than this one.</source>
        <translation>对该运行而言，100 份其他报告中有 %1 份比本报告更符合这些照片。</translation>
    </message>
    <message>
        <source>%1 is labelled in one eye only; of 100 patients with it, %2 have it in both here.</source>
        <translation>仅一只眼标为“%1”；本研究中每 100 名患有此病者有 %2 名为双眼。</translation>
    </message>
    <message>
        <source>Labelled %1; the report reads %2. Elsewhere report and label agree in %3 of 100.</source>
        <translation>标签为“%1”；报告读作“%2”。其他检查中报告与标签的一致率为 %3 %。</translation>
    </message>
    <message>
        <source>Labelled %1; the report reads %2 (“%3”). Elsewhere report and label agree in %4 of 100.</source>
        <translation>标签为“%1”；报告读作“%2”（“%3”）。其他检查中报告与标签的一致率为 %4 %。</translation>
    </message>
    <message>
        <source>The %1 readers of the round %2 differ.</source>
        <translation>评审轮 %2 的 %1 名评分者意见不一。</translation>
    </message>
    <message>
        <source>Readers differ: %1.</source>
        <translation>评分者意见不一：%1。</translation>
    </message>
    <message>
        <source>There are no embeddings to make a map of, or they are not finite.</source>
        <translation>没有可用于绘图的嵌入向量，或其数值不是有限数。</translation>
    </message>
    <message>
        <source>Choose another run, or other exams.</source>
        <translation>请选择其他运行或其他检查。</translation>
    </message>
    <message>
        <source>There is nothing to put into %1 groups.</source>
        <translation>没有可分为 %1 组的内容。</translation>
    </message>
    <message>
        <source>Take one group or more, and exams with embeddings.</source>
        <translation>请取一组或以上，并选择有嵌入向量的检查。</translation>
    </message>
    <message>
        <source>Two sets of %1 and %2 exams are too few to compare.</source>
        <translation>两组分别只有 %1 次和 %2 次检查，太少，无法比较。</translation>
    </message>
    <message>
        <source>Take sets of 5 exams or more.</source>
        <translation>请取每组 5 次检查以上。</translation>
    </message>
    <message>
        <source>Drawing the map (t-SNE)</source>
        <translation>正在绘制地图（t-SNE）</translation>
    </message>
    <message>
        <source>“%1” is no colour.</source>
        <translation>“%1”不是颜色。</translation>
    </message>
    <message>
        <source>Write it as #rrggbb, for example #0072b2.</source>
        <translation>请写成 #rrggbb，例如 #0072b2。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not UTF-8.</source>
        <translation>“%1”不是 UTF-8 编码。</translation>
    </message>
    <message>
        <source>Rename the file or folder first, for instance with convmv.</source>
        <translation>请先重命名该文件或文件夹，例如用 convmv。</translation>
    </message>
    <message>
        <source>%1 cannot be empty.</source>
        <translation>%1 不能为空。</translation>
    </message>
    <message>
        <source>%1 must be at most %2.</source>
        <translation>%1 最多为 %2。</translation>
    </message>
    <message>
        <source>%1 contains the source.</source>
        <translation>%1 包含来源文件夹。</translation>
    </message>
    <message>
        <source>Its name is not UTF-8, so it cannot be opened here; rename it (for instance with convmv) first.</source>
        <translation>文件名不是 UTF-8 编码，此处无法打开；请先重命名（例如用 convmv）。</translation>
    </message>
    <message>
        <source>--least is a cosine of -1 to 1, not %1.</source>
        <translation>--least 是 -1 到 1 之间的余弦值，不能是 %1。</translation>
    </message>
    <message>
        <source>Example: --run 3 --least 0.98</source>
        <translation>例如：--run 3 --least 0.98</translation>
    </message>
    <message>
        <source>--least and --device belong to --run.</source>
        <translation>--least 和 --device 要与 --run 一起用。</translation>
    </message>
    <message>
        <source>See retclip history --summary.</source>
        <translation>参见 retclip history --summary。</translation>
    </message>
    <message>
        <source>Nobody called &quot;%1&quot; stands in the history.</source>
        <translation>历史中没有名为“%1”的人。</translation>
    </message>
    <message>
        <source>There is no edit %1: edits are counted from 1.</source>
        <translation>没有编辑 %1：编辑从 1 开始计数。</translation>
    </message>
    <message>
        <source>Write 0 for how it was before the first edit.</source>
        <translation>写 0 表示第一次编辑之前的状态。</translation>
    </message>
    <message>
        <source>--pattern reads the names of photographs in a folder; this is of the layout %1.</source>
        <translation>--pattern 用于读取文件夹中照片的名称；此来源的布局是 %1。</translation>
    </message>
    <message>
        <source>Leave out --pattern, or add --layout folder.</source>
        <translation>请去掉 --pattern，或加上 --layout folder。</translation>
    </message>
    <message>
        <source>--sure is a confidence of 0 to 1, not %1.</source>
        <translation>--sure 是 0 到 1 之间的置信度，不能是 %1。</translation>
    </message>
    <message>
        <source>Example: --sure 0.9</source>
        <translation>例如：--sure 0.9</translation>
    </message>
    <message>
        <source>Correct the line and apply the file again.</source>
        <translation>请更正该行，再次应用此文件。</translation>
    </message>
    <message>
        <source>%1: lines %2 and %3 are about the same photograph, or the same eye of one exam.</source>
        <translation>%1：第 %2 行和第 %3 行针对同一张照片，或同一检查的同一只眼。</translation>
    </message>
    <message>
        <source>Leave one of them, or write the eye unknown in the other.</source>
        <translation>请只保留其中一行，或在另一行把眼别写为 unknown。</translation>
    </message>
    <message>
        <source>None of the study&apos;s %1 photographs was looked at, so nothing can be said of them.</source>
        <translation>该研究的 %1 张照片都还没有看过，因此无法给出结论。</translation>
    </message>
    <message>
        <source>Look at them first: retclip quality look %1</source>
        <translation>请先查看照片：retclip quality look %1</translation>
    </message>
    <message>
        <source>--eye is right or left, not &quot;%1&quot;.</source>
        <translation>--eye 是 right 或 left，不能是“%1”。</translation>
    </message>
    <message>
        <source>Annotations of a photograph or a category that the file does not list: %1. They were left out.</source>
        <translation>文件中未列出其照片或类别的标注：%1 条。未导入。</translation>
    </message>
    <message>
        <source>Its name is not UTF-8, so it cannot be opened here; rename it (for instance with convmv) and import again.</source>
        <translation>文件名不是 UTF-8 编码，此处无法打开；请先重命名（例如用 convmv），再重新导入。</translation>
    </message>
    <message>
        <source>A file of a kind that is not read as a photograph; left out.</source>
        <translation>此类文件不能作为照片读取；未导入。</translation>
    </message>
    <message>
        <source>The pattern &quot;%1&quot; is not a regular expression: %2.</source>
        <translation>模式“%1”不是正则表达式：%2。</translation>
    </message>
    <message>
        <source>No column holds photographs: the rows add to exams that the study has, and make none.</source>
        <translation>没有照片列：各行只补充研究中已有的检查，不新建检查。</translation>
    </message>
    <message>
        <source>Other saved queries rest on “%1”: %2.</source>
        <translation>其他已存查询使用“%1”：%2。</translation>
    </message>
    <message>
        <source>Change or delete those first.</source>
        <translation>请先修改或删除它们。</translation>
    </message>
    <message>
        <source>A study needs the name of a folder.</source>
        <translation>研究需要一个文件夹名称。</translation>
    </message>
    <message>
        <source>There is no backup %1.</source>
        <translation>没有备份 %1。</translation>
    </message>
    <message>
        <source>%1 is no backup of a study that passes the checks.</source>
        <translation>%1 不是通过检查的研究备份。</translation>
    </message>
    <message>
        <source>Name another backup, or leave out --from.</source>
        <translation>请指定另一个备份，或去掉 --from。</translation>
    </message>
    <message>
        <source>%1 is a backup of another study, not of %2.</source>
        <translation>%1 是另一个研究的备份，不是 %2 的备份。</translation>
    </message>
    <message>
        <source>Name a backup of this study, or leave out --from.</source>
        <translation>请指定本研究的备份，或去掉 --from。</translation>
    </message>
    <message>
        <source>The study has no such exam of patient %1, and the row brings no photograph.</source>
        <translation>研究中没有患者 %1 的这次检查，且该行没有照片。</translation>
    </message>
    <message>
        <source>Patient %1 has %2 exams: a column must say which one is meant.</source>
        <translation>患者 %1 有 %2 次检查：需要有一列说明是哪一次。</translation>
    </message>
    <message>
        <source>Add a column with the exam&apos;s code or day.</source>
        <translation>请加入检查编号或检查日期一列。</translation>
    </message>
    <message>
        <source>Its texts may still tell a person: look them through with Report privacy.</source>
        <translation>其文字可能仍能识别个人：请用“报告隐私”检查。</translation>
    </message>
    <message>
        <source>The label set %1 has no class “%2”: nothing can match it.</source>
        <translation>标签集 %1 没有类别“%2”：不会有任何结果。</translation>
    </message>
    <message>
        <source>No label set has the name or a class “%1”: nothing can match it.</source>
        <translation>没有名为“%1”的标签集或类别：不会有任何结果。</translation>
    </message>
    <message>
        <source>Was one of these meant: %1?</source>
        <translation>是否指：%1？</translation>
    </message>
    <message>
        <source>A picture that is no DICOM file; left out. The layout folder takes it in.</source>
        <translation>是图片而不是 DICOM 文件，已略过。用 folder 布局可以导入。</translation>
    </message>
    <message>
        <source>%1 pages of the study&apos;s database were written by something else than this program: what they say cannot be vouched for. Compare it with a backup.</source>
        <translation>研究数据库有 %1 页不是由本程序写入的：其内容无法保证。请与备份比较。</translation>
    </message>
    <message>
        <source>benchmark run takes --model FILE, or --study and --run.</source>
        <translation>benchmark run 需要 --model FILE，或 --study 与 --run。</translation>
    </message>
    <message>
        <source>Example: --study odir.study --run first</source>
        <translation>例：--study odir.study --run first</translation>
    </message>
    <message>
        <source>Run %1 has no checkpoint yet.</source>
        <translation>运行 %1 还没有检查点。</translation>
    </message>
    <message>
        <source>No run was started.</source>
        <translation>没有启动运行。</translation>
    </message>
    <message>
        <source>Choose one that has ended.</source>
        <translation>请选择已结束的。</translation>
    </message>
    <message>
        <source>Name benchmarks with --only, or add --all.</source>
        <translation>请用 --only 指明基准，或加 --all。</translation>
    </message>
    <message>
        <source>Example: --only jsiec --only retina</source>
        <translation>例：--only jsiec --only retina</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no share of the training patients.</source>
        <translation>“%1”不是训练患者的比例。</translation>
    </message>
    <message>
        <source>Write percentages: 1,5,10,50,100.</source>
        <translation>请写百分比：1,5,10,50,100。</translation>
    </message>
    <message>
        <source>A resumed run keeps its name and data.</source>
        <translation>继续的训练保持其名称和数据。</translation>
    </message>
    <message>
        <source>--job writes a new run.</source>
        <translation>--job 写入的是新训练。</translation>
    </message>
    <message>
        <source>Example: --preset pretrain --job FOLDER --nodes 2</source>
        <translation>示例：--preset pretrain --job FOLDER --nodes 2</translation>
    </message>
    <message>
        <source>--estimate looks at a new run, by itself.</source>
        <translation>--estimate 只能单独用于新训练。</translation>
    </message>
    <message>
        <source>Example: --preset pretrain-small --estimate</source>
        <translation>示例：--preset pretrain-small --estimate</translation>
    </message>
    <message>
        <source>Choose the run whose predictions were reviewed first.</source>
        <translation>请先选择其预测被复核的运行。</translation>
    </message>
    <message>
        <source>The study is in %1: %2 files, each read back.</source>
        <translation>研究已存入 %1：%2 个文件，均已读回核对。</translation>
    </message>
    <message>
        <source>The study is in %1: %2 files. %3 photographs are not there, %4 are not as the study noted them; “retclip study check” names them.</source>
        <translation>研究已存入 %1：%2 个文件。%3 张照片不在原处，%4 张与研究的记录不同；“retclip study check”会列出它们。</translation>
    </message>
    <message>
        <source>Imported. Exams: %1; photographs: %2; unchanged: %3; rows left out: %4.</source>
        <translation>已导入。检查：%1；照片：%2；未变：%3；未导入的行：%4。</translation>
    </message>
    <message>
        <source>Rows that are in without a photograph: %1; without a value that could not be read: %2.</source>
        <translation>已导入但缺照片的行：%1；缺无法读取之值的行：%2。</translation>
    </message>
    <message>
        <source>Look at what may tell a person or show the other eye. Exams with a doubtful eye: %1; with writing in a photograph: %2; in all: %3. Take the tag off what is right.</source>
        <translation>请查看可能泄露身份或眼别不符的内容。眼别存疑的检查：%1；照片中有文字的检查：%2；共计：%3。确认无误后请去掉标记。</translation>
    </message>
    <message>
        <source>See the list</source>
        <translation>查看列表</translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation>逐一查看</translation>
    </message>
    <message>
        <source>A look of a run cannot be read.</source>
        <translation>无法读取训练的一次观察记录。</translation>
    </message>
    <message>
        <source>The other looks are kept.</source>
        <translation>其他观察记录保留。</translation>
    </message>
    <message>
        <source>%1 cannot be read as a ZIP archive.</source>
        <translation>%1 无法作为 ZIP 压缩包读取。</translation>
    </message>
    <message>
        <source>What was unpacked before stays.</source>
        <translation>此前解压的文件保留。</translation>
    </message>
    <message>
        <source>Download it again, or unpack it yourself and choose the folder.</source>
        <translation>请重新下载，或自行解压后选择文件夹。</translation>
    </message>
    <message>
        <source>Unpacking %1</source>
        <translation>正在解压 %1</translation>
    </message>
    <message>
        <source>Folders train, val and test, as in RETFound&apos;s published splits, are kept. Without them patients are dealt out 55/15/30 by this program (seed 1), and the figures are not comparable to the last digit.</source>
        <translation>保留 train、val、test 文件夹（与 RETFound 公布的划分一致）。没有时由本程序按患者 55/15/30 划分（种子 1），数值不能逐位比较。</translation>
    </message>
    <message>
        <source>The publishers&apos; files as unpacked, or RETFound&apos;s layout: train, val and test, and in each a folder a class.</source>
        <translation>发布者文件解压后的原样，或 RETFound 的布局：train、val、test，其中每类一个文件夹。</translation>
    </message>
    <message>
        <source>The publishers&apos; training and testing sets; validation is 15/70 of the training patients (seed 1). RETFound&apos;s folders train, val and test are kept where they are there.</source>
        <translation>采用发布者的训练集和测试集；验证集为训练患者的 15/70（种子 1）。有 RETFound 的 train、val、test 文件夹时予以保留。</translation>
    </message>
    <message>
        <source>ClinicalData (patient_data_od, patient_data_os) and FundusImages as published, or RETFound&apos;s layout.</source>
        <translation>按发布时的 ClinicalData（patient_data_od、patient_data_os）和 FundusImages，或 RETFound 的布局。</translation>
    </message>
    <message>
        <source>A folder a class, as published; or RETFound&apos;s layout: train, val and test, and in each a folder a class.</source>
        <translation>按发布时每类一个文件夹；或 RETFound 的布局：train、val、test，其中每类一个文件夹。</translation>
    </message>
    <message>
        <source>The challenge&apos;s annotation table (.xlsx or .csv) with the photographs beside it; both eyes of a patient are one case.</source>
        <translation>挑战赛的标注表（.xlsx 或 .csv）及其旁的照片；患者双眼为一个病例。</translation>
    </message>
    <message>
        <source>Only the challenge&apos;s training set has public labels: its patients are dealt out 55/15/30 (seed 1).</source>
        <translation>只有挑战赛训练集的标签公开：其患者按 55/15/30 划分（种子 1）。</translation>
    </message>
    <message>
        <source>The challenge&apos;s folders with Glaucoma and Non-Glaucoma, and the tables of the validation and test sets (ImgName, Glaucoma Label) saved as CSV.</source>
        <translation>挑战赛的 Glaucoma 与 Non-Glaucoma 文件夹，以及另存为 CSV 的验证集和测试集表格（ImgName、Glaucoma Label）。</translation>
    </message>
    <message>
        <source>The challenge&apos;s three sets of 400, where their folders or tables are named train, validation and test; else 55/15/30.</source>
        <translation>挑战赛的三个各 400 张的集合（文件夹或表格名含 train、validation、test 时）；否则 55/15/30。</translation>
    </message>
    <message>
        <source>The publishers&apos; three sets, each with its labels table (RFMiD_Training_Labels.csv …) and its photographs.</source>
        <translation>发布者的三个集合，各有标签表（RFMiD_Training_Labels.csv 等）和照片。</translation>
    </message>
    <message>
        <source>The publishers&apos; training, validation and testing sets. Every finding of the tables is a label; the authors&apos; code judges 28 of them.</source>
        <translation>采用发布者的训练、验证和测试集。表中每项所见都是一个标签；作者的代码评其中 28 项。</translation>
    </message>
    <message>
        <source>Train and Test as published, each with its photographs by camera and the majority decisions as CSV; or a folder a class.</source>
        <translation>按发布时的 Train 与 Test，各含按相机分的照片和 CSV 格式的多数判定；或每类一个文件夹。</translation>
    </message>
    <message>
        <source>The publishers&apos; train and test sets; validation is 15/70 of the training patients (seed 1).</source>
        <translation>采用发布者的训练集和测试集；验证集为训练患者的 15/70（种子 1）。</translation>
    </message>
    <message>
        <source>There is no benchmark &quot;%1&quot;.</source>
        <translation>没有名为“%1”的基准。</translation>
    </message>
    <message>
        <source>No figure was taken from it.</source>
        <translation>未从中取用任何数值。</translation>
    </message>
    <message>
        <source>Columns: benchmark, protocol, metric, model, value, source; a figure without a source is not shown.</source>
        <translation>列：benchmark、protocol、metric、model、value、source；没有出处的数值不显示。</translation>
    </message>
    <message>
        <source>Line %1 of %2 is no figure of a benchmark between 0 and 1 with its source.</source>
        <translation>%2 的第 %1 行不是带出处、介于 0 与 1 之间的基准数值。</translation>
    </message>
    <message>
        <source>%1 holds nothing of %2.</source>
        <translation>%1 中没有 %2 的内容。</translation>
    </message>
    <message>
        <source>%1 photographs are here where %2 are published with labels: figures of this part compare with nobody&apos;s.</source>
        <translation>此处有 %1 张照片，而公布带标签的有 %2 张：这一部分的数值无法与他人比较。</translation>
    </message>
    <message>
        <source>Nothing here is labelled &quot;%1&quot;.</source>
        <translation>此处没有标为“%1”的。</translation>
    </message>
    <message>
        <source>%1 photographs that the tables name are not there.</source>
        <translation>表格所列的 %1 张照片不存在。</translation>
    </message>
    <message>
        <source>%1 exams came in or changed after the benchmark&apos;s dataset was frozen: they are not in it.</source>
        <translation>基准的数据集冻结之后又有 %1 次检查进入或改变：它们不在其中。</translation>
    </message>
    <message>
        <source>%1 is not there.</source>
        <translation>%1 不存在。</translation>
    </message>
    <message>
        <source>Choose the folder or the archive that was downloaded.</source>
        <translation>请选择下载的文件夹或压缩包。</translation>
    </message>
    <message>
        <source>%1 is neither a folder nor a ZIP archive.</source>
        <translation>%1 既不是文件夹也不是 ZIP 压缩包。</translation>
    </message>
    <message>
        <source>Unpack it, and choose the folder.</source>
        <translation>请解压后选择文件夹。</translation>
    </message>
    <message>
        <source>The label of %1 is none of the benchmark&apos;s.</source>
        <translation>%1 的标签不属于该基准。</translation>
    </message>
    <message>
        <source>%1 is not among the benchmarks in %2.</source>
        <translation>%2 中没有基准 %1。</translation>
    </message>
    <message>
        <source>Add it first.</source>
        <translation>请先加入它。</translation>
    </message>
    <message>
        <source>There is no benchmark in %1.</source>
        <translation>%1 中没有基准。</translation>
    </message>
    <message>
        <source>Add one first.</source>
        <translation>请先加入一个。</translation>
    </message>
    <message>
        <source>Give the network another name.</source>
        <translation>请给网络另取名称。</translation>
    </message>
    <message>
        <source>The benchmarks&apos; order is not whole.</source>
        <translation>基准任务不完整。</translation>
    </message>
    <message>
        <source>Name the network, a protocol, at least one seed, and shares above 0 and up to 100 percent.</source>
        <translation>请给出网络名称、一种方案、至少一个种子，以及大于 0 且不超过 100 的百分比。</translation>
    </message>
    <message>
        <source>%1 holds no whole network.</source>
        <translation>%1 中没有完整的网络。</translation>
    </message>
    <message>
        <source>Choose the checkpoint of a pretraining run, or RET-CLIP&apos;s own.</source>
        <translation>请选择预训练运行的检查点，或 RET-CLIP 自己的。</translation>
    </message>
    <message>
        <source>Benchmarks of %1</source>
        <translation>%1 的基准</translation>
    </message>
    <message>
        <source>Run %1 has no evaluation that learned from labels.</source>
        <translation>运行 %1 没有从标签学习的评估。</translation>
    </message>
    <message>
        <source>Nothing was frozen and nothing trained.</source>
        <translation>没有冻结，也没有训练。</translation>
    </message>
    <message>
        <source>Evaluate it first (probe or fine-tuning), then review and correct.</source>
        <translation>请先评估（探针或微调），再复核并改正。</translation>
    </message>
    <message>
        <source>This build cannot write DICOM structured reports.</source>
        <translation>此构建无法写 DICOM 结构化报告。</translation>
    </message>
    <message>
        <source>Build it where DCMTK&apos;s libraries dcmsr and cmr are installed, or export as CSV.</source>
        <translation>请在装有 DCMTK 的 dcmsr 与 cmr 库的环境构建，或导出为 CSV。</translation>
    </message>
    <message>
        <source>The structured report of %1 cannot be made: %2</source>
        <translation>无法生成 %1 的结构化报告：%2</translation>
    </message>
    <message>
        <source>The study is as it was; reports made before stay.</source>
        <translation>研究保持原样；此前生成的报告保留。</translation>
    </message>
    <message>
        <source>Export as CSV, and report this with the exam&apos;s verdicts.</source>
        <translation>请导出为 CSV，并连同该检查的判定一起报告此问题。</translation>
    </message>
    <message>
        <source>%1 is not empty.</source>
        <translation>%1 不是空的。</translation>
    </message>
    <message>
        <source>Structured reports</source>
        <translation>结构化报告</translation>
    </message>
    <message>
        <source>This is no JPEG, PNG, TIFF, WebP, JPEG 2000, BMP or GIF file.</source>
        <translation>这不是 JPEG、PNG、TIFF、WebP、JPEG 2000、BMP 或 GIF 文件。</translation>
    </message>
    <message>
        <source>The headings were taken from row %1; the rows above it are not read.</source>
        <translation>列名取自第 %1 行；其上方的行不读取。</translation>
    </message>
    <message>
        <source>The cell %1 (%2) holds a formula whose result is not in the file; it was read as empty. Open the workbook in a spreadsheet program, save it, and import again.</source>
        <translation>单元格 %1（%2）是公式，但文件中没有其计算结果，按空值读取。请用电子表格程序打开该工作簿，保存后重新导入。</translation>
    </message>
    <message>
        <source>The photograph %1 is in as the left eye, but its name says right: look at it.</source>
        <translation>照片 %1 已作为左眼导入，但文件名写的是右眼：请查看。</translation>
    </message>
    <message>
        <source>The photograph %1 is in as the right eye, but its name says left: look at it.</source>
        <translation>照片 %1 已作为右眼导入，但文件名写的是左眼：请查看。</translation>
    </message>
    <message>
        <source>Pairs that may be swapped, as a file&apos;s name says the other eye: %1. The query &quot;swapped&quot; finds them.</source>
        <translation>可能左右颠倒的照片对（文件名与所在列的眼别不符）：%1。用查询“swapped”可找到。</translation>
    </message>
    <message>
        <source>Writing that is burnt into photographs is looked for when they come in; exams that may have some get the tag &quot;look-writing&quot;.</source>
        <translation>导入时会检查照片中是否印有文字；可能含有文字的检查将带上标记“look-writing”。</translation>
    </message>
    <message>
        <source>To be looked at by a person: %1. They are in; the list says why, and the exams carry a tag that begins with &quot;look-&quot;.</source>
        <translation>需要人工查看：%1。它们已导入；列表说明原因，相应检查带有以“look-”开头的标记。</translation>
    </message>
    <message>
        <source>No label that the run learned from was changed since its evaluation.</source>
        <translation>自评估以来，该运行所学的标签没有改动。</translation>
    </message>
    <message>
        <source>Correct labels of training exams first; those of test exams teach nothing.</source>
        <translation>请先改正训练检查的标签；测试检查的标签不提供学习内容。</translation>
    </message>
    <message>
        <source>The test cases do not hold both kinds of any class.</source>
        <translation>测试病例中没有任何类别同时含阳性与阴性。</translation>
    </message>
    <message>
        <source>The corrected run is trained and kept.</source>
        <translation>改正后的运行已训练并保留。</translation>
    </message>
    <message>
        <source>Compare on a dataset with a larger test split.</source>
        <translation>请在测试集更大的数据集上比较。</translation>
    </message>
    <message>
        <source>There are %1 labelled cases to pick from and %2 to test on: too few for a replay.</source>
        <translation>可供挑选的有标签病例为 %1 个，测试 %2 个：不足以回放。</translation>
    </message>
    <message>
        <source>Begin with fewer labels, or choose another label set.</source>
        <translation>请从更少的标签开始，或选择其他标签集。</translation>
    </message>
    <message>
        <source>Set one node and one process.</source>
        <translation>请设为一台机器、一个进程。</translation>
    </message>
    <message>
        <source>A batch of %1 patients cannot be dealt evenly to %2 processes.</source>
        <translation>%1 名患者的批次无法平均分给 %2 个进程。</translation>
    </message>
    <message>
        <source>Choose a batch size that the processes divide.</source>
        <translation>请选择能被进程数整除的批大小。</translation>
    </message>
    <message>
        <source>The folder &quot;%1&quot; holds something already.</source>
        <translation>文件夹“%1”中已有内容。</translation>
    </message>
    <message>
        <source>The folder &quot;%1&quot; cannot be made.</source>
        <translation>无法创建文件夹“%1”。</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>请选择别的位置。</translation>
    </message>
    <message>
        <source>Run %1 computes or waits already.</source>
        <translation>训练 %1 正在计算或等待。</translation>
    </message>
    <message>
        <source>Pause it first.</source>
        <translation>请先暂停它。</translation>
    </message>
    <message>
        <source>There is no run in &quot;%1&quot;.</source>
        <translation>“%1”中没有训练。</translation>
    </message>
    <message>
        <source>Choose the folder that holds run.json, manifest.jsonl and checkpoints.</source>
        <translation>请选择含有 run.json、manifest.jsonl 和 checkpoints 的文件夹。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; lies in this study already.</source>
        <translation>“%1”已在本研究中。</translation>
    </message>
    <message>
        <source>Choose a folder that was brought from elsewhere.</source>
        <translation>请选择从别处带来的文件夹。</translation>
    </message>
    <message>
        <source>None of the run&apos;s %1 exams is in this study.</source>
        <translation>该训练的 %1 个检查都不在本研究中。</translation>
    </message>
    <message>
        <source>Open the study that the run was made from.</source>
        <translation>请打开该训练所来自的研究。</translation>
    </message>
    <message>
        <source>The run&apos;s data changed while it was read.</source>
        <translation>读取时训练数据发生了变化。</translation>
    </message>
    <message>
        <source>Report this, with the run&apos;s folder.</source>
        <translation>请报告此问题并附上训练文件夹。</translation>
    </message>
    <message>
        <source>Copying the run</source>
        <translation>正在复制训练</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot change in a run that goes on.</source>
        <translation>“%1”不能在继续的训练中更改。</translation>
    </message>
    <message>
        <source>Start a new run with start_from set to its checkpoint.</source>
        <translation>请新建训练，并把 start_from 设为它的检查点。</translation>
    </message>
    <message>
        <source>The splits are as marked: nobody can be held out beside.</source>
        <translation>划分按标记进行：不能再另外留出。</translation>
    </message>
    <message>
        <source>Leave out one of the two.</source>
        <translation>两者去掉其一。</translation>
    </message>
    <message>
        <source>No exam is marked as one to train on.</source>
        <translation>没有检查被标记为训练用。</translation>
    </message>
    <message>
        <source>Let the splits be dealt out by patient instead.</source>
        <translation>改为按患者划分。</translation>
    </message>
    <message>
        <source>No patient would be left to train on.</source>
        <translation>将没有患者可用于训练。</translation>
    </message>
    <message>
        <source>Give a share above 0 and up to 1.</source>
        <translation>请给出大于 0 且不超过 1 的比例。</translation>
    </message>
    <message>
        <source>The range “%1” runs backwards: nothing can lie in it.</source>
        <translation>范围“%1”前后颠倒：没有值能落在其中。</translation>
    </message>
    <message>
        <source>Write the smaller value first: %1.</source>
        <translation>请先写较小的值：%1。</translation>
    </message>
    <message>
        <source>“%1” names more than one %2, so it is not clear whose is meant here.</source>
        <translation>“%1”指到不止一个%2，因此不清楚这里指的是哪一个。</translation>
    </message>
    <message>
        <source>Name one.</source>
        <translation>请只指定一个。</translation>
    </message>
    <message>
        <source>No package was made; the study is as it was.</source>
        <translation>没有生成研究包；研究保持原样。</translation>
    </message>
    <message>
        <source>%1 exists already.</source>
        <translation>%1 已存在。</translation>
    </message>
    <message>
        <source>Reading the study&apos;s files</source>
        <translation>正在读取研究的文件</translation>
    </message>
    <message>
        <source>The package %1 cannot be written.</source>
        <translation>无法写入研究包 %1。</translation>
    </message>
    <message>
        <source>Choose another folder, and try again.</source>
        <translation>请选择其他文件夹再试。</translation>
    </message>
    <message>
        <source>Writing the package</source>
        <translation>正在写研究包</translation>
    </message>
    <message>
        <source>Reading the package back</source>
        <translation>正在读回研究包</translation>
    </message>
    <message>
        <source>What was written is not what was read: a file of the study changed meanwhile, or the disk does not keep what it is given.</source>
        <translation>写入的与读取的不一致：研究的某个文件在此期间改变了，或者磁盘没有保存写入的内容。</translation>
    </message>
    <message>
        <source>Wait until no run is training, and try again.</source>
        <translation>请等到没有训练在进行时再试。</translation>
    </message>
    <message>
        <source>%1 is not a whole study package.</source>
        <translation>%1 不是完整的研究包。</translation>
    </message>
    <message>
        <source>Nothing was unpacked.</source>
        <translation>什么也没有解包。</translation>
    </message>
    <message>
        <source>Copy it again from where it came, and compare the sizes.</source>
        <translation>请从来源处重新复制，并比较大小。</translation>
    </message>
    <message>
        <source>%1 is not made as this program makes packages: it could harm this computer.</source>
        <translation>%1 不是本程序制作的那种研究包：它可能损害这台电脑。</translation>
    </message>
    <message>
        <source>Ask whoever sent it how it was made.</source>
        <translation>请询问发送者它是如何制作的。</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>没有文件 %1。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>%1 was packed by a later version of this program.</source>
        <translation>%1 由本程序的更高版本打包。</translation>
    </message>
    <message>
        <source>Install the newest version of this program.</source>
        <translation>请安装本程序的最新版本。</translation>
    </message>
    <message>
        <source>The study needs %1 MB, and the disk has %2 MB left.</source>
        <translation>研究需要 %1 MB，而磁盘只剩 %2 MB。</translation>
    </message>
    <message>
        <source>Choose a folder on another disk.</source>
        <translation>请选择另一块磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>Unpacking the study</source>
        <translation>正在解包研究</translation>
    </message>
    <message>
        <source>The package is damaged: %1 is not as it was packed.</source>
        <translation>研究包已损坏：%1 与打包时不同。</translation>
    </message>
    <message>
        <source>Nothing was put in place.</source>
        <translation>没有放置任何内容。</translation>
    </message>
    <message>
        <source>Choose train, embed, gemm or memory.</source>
        <translation>请选择 train、embed、gemm 或 memory。</translation>
    </message>
    <message>
        <source>Settings changed from here on: %1.</source>
        <translation>从此处起设置已更改：%1。</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint with a lower rate (retclip train … --resume RUN --set learning_rate=…) or in float32, and look at the batch&apos;s exams.</source>
        <translation>请从最近的检查点以更低的学习率继续（retclip train … --resume RUN --set learning_rate=…），或改用 float32，并查看该批次的检查。</translation>
    </message>
    <message>
        <source>The computer slept or the run was stopped for %1 s; it goes on.</source>
        <translation>计算机曾休眠或训练曾被暂停 %1 秒；现在继续。</translation>
    </message>
    <message>
        <source>Files that say no laterality: %1; the eye is taken from their names.</source>
        <translation>未注明眼别的文件：%1；眼别取自文件名。</translation>
    </message>
    <message>
        <source>Files that name no patient: %1; their file names stand for it.</source>
        <translation>未注明患者的文件：%1；以文件名代替。</translation>
    </message>
    <message>
        <source>Files with a character set that is not known: %1; their names may look wrong.</source>
        <translation>字符集未知的文件：%1；其中的姓名可能显示不正确。</translation>
    </message>
    <message>
        <source>This study is open for writing by another program at this moment.</source>
        <translation>此刻另一个程序正以写入方式打开此研究。</translation>
    </message>
    <message>
        <source>Try again; or open it read-only.</source>
        <translation>请重试；或以只读方式打开。</translation>
    </message>
    <message>
        <source>This is no JPEG, PNG, TIFF, WebP, JPEG 2000, BMP, GIF or DICOM file.</source>
        <translation>这不是 JPEG、PNG、TIFF、WebP、JPEG 2000、BMP、GIF 或 DICOM 文件。</translation>
    </message>
</context>
<context>
    <name>PairFault</name>
    <message>
        <source>One photograph looks like the other eye</source>
        <translation>一张照片看起来是另一只眼</translation>
    </message>
    <message>
        <source>The two eyes look swapped</source>
        <translation>两眼看起来颠倒了</translation>
    </message>
    <message>
        <source>Both look like the same eye</source>
        <translation>两张看起来是同一只眼</translation>
    </message>
    <message>
        <source>Both eyes are one photograph</source>
        <translation>两眼是同一张照片</translation>
    </message>
    <message>
        <source>Both eyes are one photograph, mirrored</source>
        <translation>两眼是同一张照片，镜像</translation>
    </message>
    <message>
        <source>Sizes differ strongly</source>
        <translation>尺寸相差很大</translation>
    </message>
    <message>
        <source>The report names the other eye only</source>
        <translation>报告只提到另一只眼</translation>
    </message>
</context>
<context>
    <name>PairingDialog</name>
    <message>
        <source>looks like that eye</source>
        <translation>看起来是该眼</translation>
    </message>
    <message>
        <source>the other eye is there already</source>
        <translation>已有另一只眼</translation>
    </message>
    <message>
        <source>others whose names end so are of that eye</source>
        <translation>名称结尾相同的其他照片属于该眼</translation>
    </message>
    <message>
        <source>the report names that eye</source>
        <translation>报告提到该眼</translation>
    </message>
    <message>
        <source>two names alike</source>
        <translation>两个名称相似</translation>
    </message>
    <message>
        <source>the same patient and day</source>
        <translation>同一患者且同一天</translation>
    </message>
    <message>
        <source>the same day</source>
        <translation>同一天</translation>
    </message>
    <message>
        <source>taken within minutes</source>
        <translation>拍摄时间相隔数分钟内</translation>
    </message>
    <message>
        <source>one looks like a right, one like a left eye</source>
        <translation>一张像右眼，一张像左眼</translation>
    </message>
</context>
<context>
    <name>PatientWords</name>
    <message>
        <source>F</source>
        <comment>female, on a card</comment>
        <translation>女</translation>
    </message>
    <message>
        <source>M</source>
        <comment>male, on a card</comment>
        <translation>男</translation>
    </message>
</context>
<context>
    <name>Preset</name>
    <message>
        <source>Pretrain (full)</source>
        <translation>预训练（完整）</translation>
    </message>
    <message>
        <source>ViT-B/16 at 224 px with a 12-layer Chinese text encoder. For a GPU, thousands of patients, and best with a start checkpoint and its vocab.txt.</source>
        <translation>224 px 的 ViT-B/16 与 12 层中文文本编码器。适合 GPU 和数千名患者，最好配合起始检查点及其 vocab.txt。</translation>
    </message>
    <message>
        <source>Pretrain (small)</source>
        <translation>预训练（小型）</translation>
    </message>
    <message>
        <source>Fine-tune</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>The image encoder and a classifier learn a label set. Start from a pretrained run.</source>
        <translation>图像编码器与分类器学习一个标签集。请从预训练运行开始。</translation>
    </message>
    <message>
        <source>Linear probe</source>
        <translation>线性探测</translation>
    </message>
    <message>
        <source>A linear classifier on the fixed features of a pretrained run: shows what its features hold. Seconds to minutes.</source>
        <translation>在预训练运行的固定特征上训练线性分类器：显示特征包含什么。数秒到数分钟。</translation>
    </message>
    <message>
        <source>Quick check</source>
        <translation>快速检查</translation>
    </message>
    <message>
        <source>A tiny network for 200 steps: shows in two minutes that data, tokenizer and training work. Not for results.</source>
        <translation>很小的网络训练 200 步：两分钟内确认数据、分词器和训练可用。不用于得出结果。</translation>
    </message>
    <message>
        <source>RET-CLIP as published</source>
        <translation>论文发表的 RET-CLIP</translation>
    </message>
    <message>
        <source>Every setting of the authors&apos; script and code, their oversights included, to compare with the paper. Needs their start weights, vocab.txt and a large GPU.</source>
        <translation>作者脚本和代码的全部设置（包括其疏漏），用于与论文比较。需要其起始权重、vocab.txt 和大显存 GPU。</translation>
    </message>
    <message>
        <source>A network of 4 million weights at 128 px that learns from a few hundred patients in minutes on two processor cores. Trains its own tokenizer.</source>
        <translation>128 px、四百万权重的网络，在两个处理器核心上几分钟即可从几百名患者中学习。自行训练分词器。</translation>
    </message>
</context>
<context>
    <name>Privacy</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Name of staff</source>
        <translation>工作人员姓名</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Age above 89</source>
        <translation>89 岁以上的年龄</translation>
    </message>
    <message>
        <source>Telephone number</source>
        <translation>电话号码</translation>
    </message>
    <message>
        <source>Fax number</source>
        <translation>传真号码</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>电子邮箱</translation>
    </message>
    <message>
        <source>Identity number</source>
        <translation>身份证号</translation>
    </message>
    <message>
        <source>Hospital number</source>
        <translation>医院编号</translation>
    </message>
    <message>
        <source>Insurance number</source>
        <translation>保险号</translation>
    </message>
    <message>
        <source>Bank card or account</source>
        <translation>银行卡或账号</translation>
    </message>
    <message>
        <source>Passport or licence</source>
        <translation>护照或证照</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Device number</source>
        <translation>设备编号</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>网址</translation>
    </message>
    <message>
        <source>Network address</source>
        <translation>网络地址</translation>
    </message>
    <message>
        <source>Biometric number</source>
        <translation>生物识别号</translation>
    </message>
    <message>
        <source>WeChat or QQ</source>
        <translation>微信或 QQ</translation>
    </message>
    <message>
        <source>The study&apos;s own word for the person</source>
        <translation>研究中对此人的称呼</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>很可能</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>可能</translation>
    </message>
    <message>
        <source>behind a word that announces it</source>
        <translation>位于提示词之后</translation>
    </message>
    <message>
        <source>by its form</source>
        <translation>按其形式</translation>
    </message>
    <message>
        <source>its check digit agrees</source>
        <translation>校验位相符</translation>
    </message>
    <message>
        <source>holds a province and a day of birth</source>
        <translation>含有省份和出生日期</translation>
    </message>
    <message>
        <source>a day that exists</source>
        <translation>真实存在的日期</translation>
    </message>
    <message>
        <source>behind a word that announces a name</source>
        <translation>位于提示姓名的词之后</translation>
    </message>
    <message>
        <source>before a title</source>
        <translation>位于称谓之前</translation>
    </message>
    <message>
        <source>behind a title</source>
        <translation>位于称谓之后</translation>
    </message>
    <message>
        <source>the study calls the patient or exam so</source>
        <translation>研究中如此称呼该患者或检查</translation>
    </message>
    <message>
        <source>a word that speaks of no camera known here</source>
        <translation>与此处已知相机均不符的词</translation>
    </message>
    <message>
        <source>by the dot inside, as in names of minorities and from abroad</source>
        <translation>据其中的间隔点，如少数民族和外国人名</translation>
    </message>
    <message>
        <source>before sex and age</source>
        <translation>位于性别和年龄之前</translation>
    </message>
    <message>
        <source>behind what somebody is or did</source>
        <translation>位于身份或行为之后</translation>
    </message>
    <message>
        <source>before a degree</source>
        <translation>位于学位之前</translation>
    </message>
</context>
<context>
    <name>PublishedSource</name>
    <message>
        <source>RET-CLIP_example.sh</source>
        <translation>RET-CLIP_example.sh</translation>
    </message>
    <message>
        <source>RET_CLIP/training/params.py, default of the option</source>
        <translation>RET_CLIP/training/params.py，选项的默认值</translation>
    </message>
    <message>
        <source>RET_CLIP/clip/model_configs/ViT-B-16.json</source>
        <translation>RET_CLIP/clip/model_configs/ViT-B-16.json</translation>
    </message>
    <message>
        <source>RET_CLIP/clip/model_configs/RoBERTa-wwm-ext-base-chinese.json</source>
        <translation>RET_CLIP/clip/model_configs/RoBERTa-wwm-ext-base-chinese.json</translation>
    </message>
    <message>
        <source>RET_CLIP/clip/model.py</source>
        <translation>RET_CLIP/clip/model.py</translation>
    </message>
    <message>
        <source>RET_CLIP/training/data.py, before the tokenizer</source>
        <translation>RET_CLIP/training/data.py，分词之前</translation>
    </message>
    <message>
        <source>RET_CLIP/training/data.py, transform of photographs</source>
        <translation>RET_CLIP/training/data.py，照片的变换</translation>
    </message>
    <message>
        <source>RET_CLIP/training/data.py, timm&apos;s transform for training</source>
        <translation>RET_CLIP/training/data.py，timm 的训练变换</translation>
    </message>
    <message>
        <source>RET_CLIP/training/data.py leaves it to timm&apos;s documented default</source>
        <translation>RET_CLIP/training/data.py 采用 timm 文档中的默认值</translation>
    </message>
    <message>
        <source>RET_CLIP/training/main.py</source>
        <translation>RET_CLIP/training/main.py</translation>
    </message>
    <message>
        <source>RET_CLIP/training/scheduler.py</source>
        <translation>RET_CLIP/training/scheduler.py</translation>
    </message>
    <message>
        <source>RET_CLIP/training/eval_RFMiD.py</source>
        <translation>RET_CLIP/training/eval_RFMiD.py</translation>
    </message>
    <message>
        <source>Not stated: a setting of this program alone, which changes no number.</source>
        <translation>未说明：仅属本程序的设置，不改变任何数值。</translation>
    </message>
    <message>
        <source>Not stated: the script leaves the file open (likely Chinese-CLIP&apos;s weights). Name one.</source>
        <translation>未说明：脚本未指定该文件（可能是 Chinese-CLIP 的权重）。请指定。</translation>
    </message>
    <message>
        <source>RET_CLIP/training/params.py: none, so the epochs count</source>
        <translation>RET_CLIP/training/params.py：无，因此以轮数为准</translation>
    </message>
    <message>
        <source>Not stated: not used by this preset&apos;s task.</source>
        <translation>未说明：此预设的任务不使用。</translation>
    </message>
    <message>
        <source>RET-CLIP_example.sh; the paper (arXiv 2405.14137), abstract: tripartite objective</source>
        <translation>RET-CLIP_example.sh；论文（arXiv 2405.14137）摘要：三重目标</translation>
    </message>
    <message>
        <source>RET-CLIP_example.sh: one GPU, which the preset takes where there is one</source>
        <translation>RET-CLIP_example.sh：一块 GPU，有则由预设使用</translation>
    </message>
    <message>
        <source>RET_CLIP/training/params.py: amp, float16 with loss scaling</source>
        <translation>RET_CLIP/training/params.py：amp，带损失缩放的 float16</translation>
    </message>
    <message>
        <source>RET_CLIP/training/main.py asks for no deterministic algorithms</source>
        <translation>RET_CLIP/training/main.py 未要求确定性算法</translation>
    </message>
    <message>
        <source>RET_CLIP/training/params.py has no such option</source>
        <translation>RET_CLIP/training/params.py 没有这个选项</translation>
    </message>
    <message>
        <source>RET_CLIP/training/main.py: weights pass through float16 before training</source>
        <translation>RET_CLIP/training/main.py：训练前权重经过 float16</translation>
    </message>
    <message>
        <source>RET_CLIP/clip/model.py: ln 90, which float16 makes 4.5</source>
        <translation>RET_CLIP/clip/model.py：ln 90，float16 使其成为 4.5</translation>
    </message>
    <message>
        <source>RET_CLIP/training/train.py: clamp after the step</source>
        <translation>RET_CLIP/training/train.py：每步之后截断</translation>
    </message>
    <message>
        <source>RET_CLIP_baseline/clip/bert_tokenizer.py</source>
        <translation>RET_CLIP_baseline/clip/bert_tokenizer.py</translation>
    </message>
    <message>
        <source>RET_CLIP/clip/vocab.txt, which you name: it does not ship with this program</source>
        <translation>RET_CLIP/clip/vocab.txt，需自行指定：不随本程序提供</translation>
    </message>
    <message>
        <source>RET_CLIP/training/train.py: the target is the diagonal</source>
        <translation>RET_CLIP/training/train.py：目标为对角线</translation>
    </message>
    <message>
        <source>RET_CLIP/clip/model.py asserts both eyes</source>
        <translation>RET_CLIP/clip/model.py 要求双眼齐全</translation>
    </message>
    <message>
        <source>RET_CLIP/training/data.py, jitter of timm&apos;s transform</source>
        <translation>RET_CLIP/training/data.py，timm 变换中的色彩抖动</translation>
    </message>
    <message>
        <source>RET_CLIP/training/params.py: no accumulation</source>
        <translation>RET_CLIP/training/params.py：无累积</translation>
    </message>
    <message>
        <source>RET_CLIP/training/params.py, defaults of ViT-B-16</source>
        <translation>RET_CLIP/training/params.py，ViT-B-16 的默认值</translation>
    </message>
    <message>
        <source>RET_CLIP/training/train.py clips nothing</source>
        <translation>RET_CLIP/training/train.py 不做梯度裁剪</translation>
    </message>
    <message>
        <source>Not stated for your labels; the code judges on RFMiD&apos;s 28.</source>
        <translation>对您的标签未说明；代码以 RFMiD 的 28 类评判。</translation>
    </message>
    <message>
        <source>RET_CLIP/training/eval_RFMiD.py; it chooses on the test set too, this program never does</source>
        <translation>RET_CLIP/training/eval_RFMiD.py；它还在测试集上选择，本程序绝不这样做</translation>
    </message>
    <message>
        <source>RET_CLIP/training/main.py keeps all; the preset keeps this program&apos;s own, for disk space</source>
        <translation>RET_CLIP/training/main.py 全部保留；为节省磁盘，预设保留本程序的值</translation>
    </message>
    <message>
        <source>RET-CLIP_example.sh: by steps switched off, each epoch instead; the preset keeps this program&apos;s own, for safety</source>
        <translation>RET-CLIP_example.sh：关闭按步保存，改为每轮保存；为安全起见，预设保留本程序的值</translation>
    </message>
    <message>
        <source>RET_CLIP/training/params.py: off; the options of distillation are left-overs that fail</source>
        <translation>RET_CLIP/training/params.py：关闭；蒸馏选项是会报错的遗留项</translation>
    </message>
    <message>
        <source>RET_CLIP/training/train.py: cross-entropy of rows and columns</source>
        <translation>RET_CLIP/training/train.py：行与列的交叉熵</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
</context>
<context>
    <name>RegionClass</name>
    <message>
        <source>Optic disc</source>
        <translation>视盘</translation>
    </message>
    <message>
        <source>Optic cup</source>
        <translation>视杯</translation>
    </message>
    <message>
        <source>Macula</source>
        <translation>黄斑</translation>
    </message>
    <message>
        <source>Fovea</source>
        <translation>中心凹</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>SYNTHETIC: these patients and photographs are made up; nothing here speaks of medicine.</source>
        <translation>合成数据：这些患者与照片均为虚构，所示内容与医学无关。</translation>
    </message>
</context>
<context>
    <name>RunChoice</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Pretraining</source>
        <translation>预训练</translation>
    </message>
    <message>
        <source>Fine-tuning</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>Linear probe</source>
        <translation>线性探测</translation>
    </message>
    <message>
        <source>WordPiece</source>
        <translation>WordPiece</translation>
    </message>
    <message>
        <source>SentencePiece</source>
        <translation>SentencePiece</translation>
    </message>
    <message>
        <source>Unigram</source>
        <translation>Unigram</translation>
    </message>
    <message>
        <source>Byte pairs (BPE)</source>
        <translation>字节对（BPE）</translation>
    </message>
    <message>
        <source>As negatives</source>
        <translation>作为负样本</translation>
    </message>
    <message>
        <source>As positives</source>
        <translation>作为正样本</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>排除在外</translation>
    </message>
    <message>
        <source>Train that eye</source>
        <translation>训练该眼</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>截断</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>与发表一致</translation>
    </message>
    <message>
        <source>All but norms and biases</source>
        <translation>除归一化层和偏置外全部</translation>
    </message>
    <message>
        <source>Patient (both eyes)</source>
        <translation>患者（双眼）</translation>
    </message>
    <message>
        <source>One eye</source>
        <translation>单眼</translation>
    </message>
    <message>
        <source>Logistic regression (exact)</source>
        <translation>逻辑回归（精确解）</translation>
    </message>
    <message>
        <source>AdamW (over epochs)</source>
        <translation>AdamW（多轮）</translation>
    </message>
    <message>
        <source>AUROC</source>
        <translation>AUROC</translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation>平均精度</translation>
    </message>
    <message>
        <source>GELU</source>
        <translation>GELU</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Softmax (published)</source>
        <translation>Softmax（原论文）</translation>
    </message>
    <message>
        <source>Sigmoid (SigLIP)</source>
        <translation>Sigmoid（SigLIP）</translation>
    </message>
    <message>
        <source>Image encoder</source>
        <translation>图像编码器</translation>
    </message>
    <message>
        <source>Text encoder</source>
        <translation>文本编码器</translation>
    </message>
    <message>
        <source>Both encoders</source>
        <translation>两个编码器</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
    <message>
        <source>Thresholds between grades</source>
        <translation>等级间阈值</translation>
    </message>
</context>
<context>
    <name>RunField</name>
    <message>
        <source>Computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Optimisation</source>
        <translation>优化</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Watching and keeping</source>
        <translation>观察与保存</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>The starting point that the other settings came from; a name for people, read by nothing.</source>
        <translation>其他设置的来源；只是给人看的名称，程序不读取。</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Pretrain: photographs against reports, no labels. Fine-tune: the network and a classifier on a label set. Probe: a classifier alone on fixed features; minutes instead of hours.</source>
        <translation>预训练：照片对报告，无需标签。微调：网络与分类器学习标签集。探测：仅在固定特征上训练分类器；几分钟而不是几小时。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Fixes initial weights, order, augmentation and dropout. The same seed on the same machine gives the same run.</source>
        <translation>固定初始权重、顺序、增强和随机失活。同一机器上相同的种子得到相同的运行。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>auto takes the first GPU, else the processor. cpu, cuda or cuda:1 name one.</source>
        <translation>auto 使用第一个 GPU，否则使用处理器。cpu、cuda 或 cuda:1 指定一个。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>auto takes bfloat16 where the device is fast at it, else float32. 16 bits halve the memory of activations; float16 scales the loss and skips steps that overflow.</source>
        <translation>auto 在设备擅长时用 bfloat16，否则用 float32。16 位使激活内存减半；float16 会缩放损失并跳过溢出的步。</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>处理器线程数</translation>
    </message>
    <message>
        <source>0 takes all cores. Another number of threads may change the last digits of a result.</source>
        <translation>0 使用全部核心。线程数不同，结果的末位可能不同。</translation>
    </message>
    <message>
        <source>Bit for bit repeatable</source>
        <translation>逐位可重复</translation>
    </message>
    <message>
        <source>Uses only algorithms that give the same bits each time; on a GPU some of them are slower.</source>
        <translation>只用每次得到相同位的算法；在 GPU 上有些较慢。</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起始权重</translation>
    </message>
    <message>
        <source>A checkpoint (.pt or .safetensors) whose weights are loaded first. Empty: new random weights, which need far more patients.</source>
        <translation>首先载入其权重的检查点（.pt 或 .safetensors）。留空：新的随机权重，需要多得多的患者。</translation>
    </message>
    <message>
        <source>Freeze the image encoder</source>
        <translation>冻结图像编码器</translation>
    </message>
    <message>
        <source>Its weights stay as loaded: half the time and memory of a step, less to gain.</source>
        <translation>权重保持载入时的值：每步时间和内存减半，收益也较小。</translation>
    </message>
    <message>
        <source>Freeze the text encoder</source>
        <translation>冻结文本编码器</translation>
    </message>
    <message>
        <source>Its weights stay as loaded; sensible only with a start checkpoint.</source>
        <translation>权重保持载入时的值；仅在有起始检查点时合理。</translation>
    </message>
    <message>
        <source>Round starting weights to 16 bits</source>
        <translation>起始权重舍入到 16 位</translation>
    </message>
    <message>
        <source>The published code rounds every starting weight to float16 unseen. On only to repeat its numbers.</source>
        <translation>发表的代码会在不提示的情况下把每个起始权重舍入为 float16。仅在重复其数值时开启。</translation>
    </message>
    <message>
        <source>Initial logit scale</source>
        <translation>初始相似度缩放系数</translation>
    </message>
    <message>
        <source>Logarithm of the factor on similarities at the start, for each of the three levels. Lower is gentler on small data.</source>
        <translation>三个层面起始时相似度系数的对数。数据少时宜取较小值。</translation>
    </message>
    <message>
        <source>Largest logit scale</source>
        <translation>最大相似度缩放系数</translation>
    </message>
    <message>
        <source>The logarithm is clamped to this after each step.</source>
        <translation>每步之后对数被限制在此值以内。</translation>
    </message>
    <message>
        <source>Embedding width</source>
        <translation>嵌入宽度</translation>
    </message>
    <message>
        <source>Numbers in a feature. Wider separates more findings and takes more memory in search.</source>
        <translation>一个特征的数字个数。越宽区分的所见越多，检索占用内存也越多。</translation>
    </message>
    <message>
        <source>Image side</source>
        <translation>图像边长</translation>
    </message>
    <message>
        <source>Photographs are resized to this square. Twice the side shows smaller lesions and costs some four times the time and memory.</source>
        <translation>照片被缩放为该边长的正方形。边长加倍能显示更小的病灶，时间和内存约为四倍。</translation>
    </message>
    <message>
        <source>Image layers</source>
        <translation>图像层数</translation>
    </message>
    <message>
        <source>Blocks of the image encoder; time and memory grow with it.</source>
        <translation>图像编码器的块数；时间和内存随之增长。</translation>
    </message>
    <message>
        <source>Image width</source>
        <translation>图像宽度</translation>
    </message>
    <message>
        <source>Numbers a patch carries through the image encoder; time grows with its square.</source>
        <translation>图像编码器中每个图块携带的数字个数；时间按平方增长。</translation>
    </message>
    <message>
        <source>Patch side</source>
        <translation>图块边长</translation>
    </message>
    <message>
        <source>Side of the square that becomes one token. Half the side: four times the tokens.</source>
        <translation>一个词元对应的正方形边长。减半则词元数为四倍。</translation>
    </message>
    <message>
        <source>Image head width</source>
        <translation>图像注意力头宽度</translation>
    </message>
    <message>
        <source>Numbers in one attention head; must divide the image width.</source>
        <translation>一个注意力头的数字个数；必须整除图像宽度。</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表大小</translation>
    </message>
    <message>
        <source>Rows of the word embedding; must be at least the tokenizer&apos;s vocabulary. A trained tokenizer sets it.</source>
        <translation>词嵌入的行数；不得小于分词器的词表。训练的分词器会自动设置。</translation>
    </message>
    <message>
        <source>Text width</source>
        <translation>文本宽度</translation>
    </message>
    <message>
        <source>Numbers a token carries through the text encoder.</source>
        <translation>文本编码器中每个词元携带的数字个数。</translation>
    </message>
    <message>
        <source>Text inner width</source>
        <translation>文本内层宽度</translation>
    </message>
    <message>
        <source>Width inside each text layer, usually four times the text width.</source>
        <translation>每个文本层内部的宽度，通常为文本宽度的四倍。</translation>
    </message>
    <message>
        <source>Text layers</source>
        <translation>文本层数</translation>
    </message>
    <message>
        <source>Layers of the text encoder; time and memory grow with it.</source>
        <translation>文本编码器的层数；时间和内存随之增长。</translation>
    </message>
    <message>
        <source>Text heads</source>
        <translation>文本注意力头数</translation>
    </message>
    <message>
        <source>Attention heads of the text encoder; must divide the text width.</source>
        <translation>文本编码器的注意力头数；必须整除文本宽度。</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>最长文本</translation>
    </message>
    <message>
        <source>Positions that have an embedding; the text length limit cannot be above it.</source>
        <translation>有嵌入的位置数；文本长度上限不能超过它。</translation>
    </message>
    <message>
        <source>Token types</source>
        <translation>词元类型数</translation>
    </message>
    <message>
        <source>Rows of the token type embedding; only the first is used. Must fit the start checkpoint.</source>
        <translation>词元类型嵌入的行数；只用第一行。必须与起始检查点一致。</translation>
    </message>
    <message>
        <source>Attention dropout</source>
        <translation>注意力随机失活</translation>
    </message>
    <message>
        <source>Share of attention weights dropped in training; against learning reports by heart.</source>
        <translation>训练时丢弃的注意力权重比例；防止死记报告。</translation>
    </message>
    <message>
        <source>Hidden dropout</source>
        <translation>隐藏层随机失活</translation>
    </message>
    <message>
        <source>Share of hidden values dropped in training; against learning reports by heart.</source>
        <translation>训练时丢弃的隐藏值比例；防止死记报告。</translation>
    </message>
    <message>
        <source>Text initial spread</source>
        <translation>文本初始标准差</translation>
    </message>
    <message>
        <source>Standard deviation of new text weights.</source>
        <translation>新文本权重的标准差。</translation>
    </message>
    <message>
        <source>Text activation</source>
        <translation>文本激活函数</translation>
    </message>
    <message>
        <source>The exact GELU of BERT; the only one.</source>
        <translation>BERT 的精确 GELU；仅此一种。</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>WordPiece reads a BERT vocabulary and fits published weights. SentencePiece is trained from the study&apos;s own reports: shorter texts, nothing unknown.</source>
        <translation>WordPiece 读取 BERT 词表，适合已发表的权重。SentencePiece 由研究自身的报告训练：序列更短，没有未知词。</translation>
    </message>
    <message>
        <source>Tokenizer file</source>
        <translation>分词器文件</translation>
    </message>
    <message>
        <source>vocab.txt for WordPiece, a .model for SentencePiece. Empty with SentencePiece: trained from the training reports before the first step.</source>
        <translation>WordPiece 用 vocab.txt，SentencePiece 用 .model。SentencePiece 留空：在第一步之前由训练报告训练。</translation>
    </message>
    <message>
        <source>Trained vocabulary</source>
        <translation>训练的词表大小</translation>
    </message>
    <message>
        <source>Pieces wanted when a tokenizer is trained here; fewer are made where the reports do not carry so many.</source>
        <translation>在此训练分词器时期望的词元数；报告不足以支持时会更少。</translation>
    </message>
    <message>
        <source>Tokenizer model</source>
        <translation>分词器模型</translation>
    </message>
    <message>
        <source>How SentencePiece chooses pieces. Unigram suits Chinese and mixed texts.</source>
        <translation>SentencePiece 选择词元的方式。Unigram 适合中文和混合文本。</translation>
    </message>
    <message>
        <source>Text length limit</source>
        <translation>文本长度上限</translation>
    </message>
    <message>
        <source>Longer reports are cut at this many tokens. Time and memory of the text side grow with it.</source>
        <translation>更长的报告在此词元数处截断。文本一侧的时间和内存随之增长。</translation>
    </message>
    <message>
        <source>Clean reports</source>
        <translation>清理报告</translation>
    </message>
    <message>
        <source>Lower case and straight double quotes before the tokenizer.</source>
        <translation>分词前转为小写并把弯双引号改为直引号。</translation>
    </message>
    <message>
        <source>Identical reports</source>
        <translation>相同的报告</translation>
    </message>
    <message>
        <source>Patients with one eye</source>
        <translation>单眼患者</translation>
    </message>
    <message>
        <source>Leave out: as published. Train that eye: the eye that is there and the report train that eye&apos;s level; the other levels skip the patient.</source>
        <translation>排除：同论文。训练该眼：现有的眼与报告训练该眼的层面，其他层面跳过该患者。</translation>
    </message>
    <message>
        <source>Apply EXIF orientation</source>
        <translation>应用 EXIF 方向</translation>
    </message>
    <message>
        <source>Turns photographs as the camera noted. Off repeats the published code, which ignores it.</source>
        <translation>按相机记录旋转照片。关闭则重复忽略方向的发表代码。</translation>
    </message>
    <message>
        <source>16-bit photographs</source>
        <translation>16 位照片</translation>
    </message>
    <message>
        <source>Scale: the whole range to 8 bits. Clip: values above 255 turn white, as in the published code.</source>
        <translation>缩放：整个范围缩到 8 位。截断：大于 255 的值变白，同发表的代码。</translation>
    </message>
    <message>
        <source>Decoding threads</source>
        <translation>解码线程数</translation>
    </message>
    <message>
        <source>Read photographs beside the training. More help while the curve shows waiting for data; 0 reads on the training thread.</source>
        <translation>在训练旁读取照片。曲线显示等待数据时可增加；0 表示在训练线程中读取。</translation>
    </message>
    <message>
        <source>Keep decoded photographs</source>
        <translation>保留解码的照片</translation>
    </message>
    <message>
        <source>Stores resized photographs in the study&apos;s cache, so later epochs read no originals. Needs disk space; may be deleted at any time.</source>
        <translation>把缩小的照片存入研究的缓存，之后的训练轮不再读取原图。占用磁盘空间，可随时删除。</translation>
    </message>
    <message>
        <source>Augment</source>
        <translation>增强</translation>
    </message>
    <message>
        <source>Changes each photograph a little each epoch (crop, colour, erasing). Less learning by heart, slower fall of the training loss, more decoding.</source>
        <translation>每轮略微改变每张照片（裁剪、颜色、擦除）。减少死记，训练损失下降较慢，解码更多。</translation>
    </message>
    <message>
        <source>Both eyes alike</source>
        <translation>双眼一致</translation>
    </message>
    <message>
        <source>One draw a patient, so both eyes are cropped, coloured and turned alike. Off: each eye its own, as published.</source>
        <translation>每名患者抽取一次，双眼同样裁剪、变色和翻转。关闭：双眼各自抽取，同论文。</translation>
    </message>
    <message>
        <source>Mirror probability</source>
        <translation>镜像概率</translation>
    </message>
    <message>
        <source>Mirroring makes a right eye look like a left one while its report says right: keep 0 unless you repeat published numbers.</source>
        <translation>镜像会使右眼看起来像左眼，而报告仍写右眼：除非重复发表的数值，请保持为 0。</translation>
    </message>
    <message>
        <source>Smallest crop</source>
        <translation>最小裁剪</translation>
    </message>
    <message>
        <source>Share of the area that a random crop keeps at least. Small crops may cut lesions away.</source>
        <translation>随机裁剪至少保留的面积比例。过小可能裁掉病灶。</translation>
    </message>
    <message>
        <source>Colour jitter</source>
        <translation>颜色抖动</translation>
    </message>
    <message>
        <source>Brightness, contrast and saturation change by up to this share. Stands for different cameras.</source>
        <translation>亮度、对比度和饱和度最多改变该比例。模拟不同的相机。</translation>
    </message>
    <message>
        <source>Erasing probability</source>
        <translation>擦除概率</translation>
    </message>
    <message>
        <source>How often one rectangle of 2 to 33 % of the area is blanked.</source>
        <translation>抹去面积 2% 至 33% 的一个矩形的频率。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Patients contrasted together. Larger gives more negatives and a better signal, needs memory in proportion, and raises the chance level ln(batch).</source>
        <translation>一起对比的患者数。越大负样本越多、信号越好，内存按比例增加，随机水平 ln(批大小) 也升高。</translation>
    </message>
    <message>
        <source>Micro batch</source>
        <translation>微批大小</translation>
    </message>
    <message>
        <source>0: the whole batch at once. Else only so many patients are in memory at a time, with the same loss over the whole batch, for about a third more time.</source>
        <translation>0：整批一次处理。否则同时只有这么多患者在内存中，损失仍按整批计算，时间约多三分之一。</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>训练轮数</translation>
    </message>
    <message>
        <source>Times that each patient is seen. Time grows with it; small studies learn by heart after many.</source>
        <translation>每名患者被看到的次数。时间随之增长；小研究轮数多了会死记。</translation>
    </message>
    <message>
        <source>Largest number of steps</source>
        <translation>最大步数</translation>
    </message>
    <message>
        <source>0: as many as the epochs take. Else the run ends after so many.</source>
        <translation>0：按训练轮数决定。否则在此步数结束。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Highest rate. Too high: the loss jumps or sticks at chance. Too low: it hardly falls. New weights want more (5e-4) than loaded ones (3e-5).</source>
        <translation>最高学习率。过高：损失跳动或停在随机水平。过低：几乎不下降。新权重需要的（5e-4）高于载入的权重（3e-5）。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Pulls weights towards 0, apart from the gradient. More is against learning by heart.</source>
        <translation>独立于梯度把权重拉向 0。越大越能防止死记。</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>Memory of the mean gradient in AdamW.</source>
        <translation>AdamW 中平均梯度的记忆。</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>Memory of the squared gradient in AdamW. Lower reacts faster and is steadier for transformers.</source>
        <translation>AdamW 中平方梯度的记忆。较小则反应更快，对 Transformer 更稳定。</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Keeps AdamW from dividing by nearly 0.</source>
        <translation>防止 AdamW 除以接近 0 的数。</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Steps over which the rate rises from near 0. Too few may spoil the start; longer than the run, the rate never reaches its height.</source>
        <translation>学习率从接近 0 上升所用的步数。过少可能破坏开头；长于整个运行则达不到最高值。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率计划</translation>
    </message>
    <message>
        <source>After the warm-up the rate falls to 0 along a cosine, or stays.</source>
        <translation>预热之后学习率沿余弦降到 0，或保持不变。</translation>
    </message>
    <message>
        <source>What decays</source>
        <translation>哪些参数衰减</translation>
    </message>
    <message>
        <source>exclude_norms: biases, norms, embeddings and scales do not decay. as_published: the code&apos;s lists, which decay BERT&apos;s norms by oversight.</source>
        <translation>exclude_norms：偏置、归一化、嵌入和缩放系数不衰减。as_published：同代码的列表，其中 BERT 的归一化因疏漏而衰减。</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Largest norm of all gradients together; 0: off. 1 calms a jumping loss.</source>
        <translation>全部梯度的最大范数；0：关闭。取 1 可使跳动的损失平稳。</translation>
    </message>
    <message>
        <source>Masked patches</source>
        <translation>遮盖图块</translation>
    </message>
    <message>
        <source>Share of patches left out in training (FLIP). 0.5 makes steps nearly twice as fast, at some cost in small lesions.</source>
        <translation>训练中省去的图块比例（FLIP）。0.5 使每步快近一倍，代价是小病灶。</translation>
    </message>
    <message>
        <source>Text dropout</source>
        <translation>文本随机失活</translation>
    </message>
    <message>
        <source>-1: the network&apos;s own. 0 makes losses comparable from step to step.</source>
        <translation>-1：网络自身的值。0 使各步损失可比。</translation>
    </message>
    <message>
        <source>Recompute activations</source>
        <translation>重算激活</translation>
    </message>
    <message>
        <source>Memory of activations falls to a fraction, a step takes about a third longer; same numbers.</source>
        <translation>激活内存降到几分之一，每步约长三分之一；数值相同。</translation>
    </message>
    <message>
        <source>Label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>What is learned: NAME, or NAME/CLASS for one class of several.</source>
        <translation>要学习的内容：名称，或“名称/类别”表示多个类别中的一个。</translation>
    </message>
    <message>
        <source>Classifier sees</source>
        <translation>分类器所见</translation>
    </message>
    <message>
        <source>patient: both eyes&apos; features together, for labels of an exam. eye: the raw visual feature of one eye, for labels of an eye.</source>
        <translation>patient：双眼特征合并，用于检查级标签。eye：单眼的原始视觉特征，用于眼级标签。</translation>
    </message>
    <message>
        <source>Probe solver</source>
        <translation>探测求解器</translation>
    </message>
    <message>
        <source>logistic: exact solution, seconds. adamw: the published loop over epochs.</source>
        <translation>logistic：精确解，数秒。adamw：发表的多轮循环。</translation>
    </message>
    <message>
        <source>Probe C</source>
        <translation>探测 C</translation>
    </message>
    <message>
        <source>Inverse of the strength that holds the logistic weights small; smaller for few labelled exams.</source>
        <translation>限制逻辑回归权重强度的倒数；有标签的检查少时取较小值。</translation>
    </message>
    <message>
        <source>Chosen by</source>
        <translation>选择依据</translation>
    </message>
    <message>
        <source>The validation metric whose best epoch is kept. The test set never chooses.</source>
        <translation>保留该验证指标最佳的训练轮。测试集从不用于选择。</translation>
    </message>
    <message>
        <source>Log every</source>
        <translation>记录间隔</translation>
    </message>
    <message>
        <source>Steps between points of the curve.</source>
        <translation>曲线两点之间的步数。</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>验证间隔</translation>
    </message>
    <message>
        <source>Epochs between judgements on the validation set; 0: never.</source>
        <translation>两次验证之间的训练轮数；0：不验证。</translation>
    </message>
    <message>
        <source>Checkpoint every (steps)</source>
        <translation>检查点间隔（步）</translation>
    </message>
    <message>
        <source>0: by time alone. A crash loses at most what came after the last one.</source>
        <translation>0：只按时间。崩溃最多丢失最后一个检查点之后的内容。</translation>
    </message>
    <message>
        <source>Checkpoint every (minutes)</source>
        <translation>检查点间隔（分钟）</translation>
    </message>
    <message>
        <source>0: by steps alone. Each takes disk space of three times the weights.</source>
        <translation>0：只按步数。每个检查点占权重三倍的磁盘空间。</translation>
    </message>
    <message>
        <source>Checkpoints kept</source>
        <translation>保留的检查点数</translation>
    </message>
    <message>
        <source>The latest so many, besides the best.</source>
        <translation>除最佳者外保留最近的这么多个。</translation>
    </message>
    <message>
        <source>123 (code)</source>
        <translation>123（代码）</translation>
    </message>
    <message>
        <source>one GPU (script)</source>
        <translation>一块 GPU（脚本）</translation>
    </message>
    <message>
        <source>float16 with loss scaling (code)</source>
        <translation>float16 加损失缩放（代码）</translation>
    </message>
    <message>
        <source>off (code)</source>
        <translation>关（代码）</translation>
    </message>
    <message>
        <source>the script leaves the file open (not stated which)</source>
        <translation>脚本未指明文件（未说明是哪一个）</translation>
    </message>
    <message>
        <source>on (code)</source>
        <translation>开（代码）</translation>
    </message>
    <message>
        <source>ln</source>
        <translation>ln</translation>
    </message>
    <message>
        <source>4.5 (ln 90 rounded to float16, code)</source>
        <translation>4.5（ln 90 舍入为 float16，代码）</translation>
    </message>
    <message>
        <source>4.6052 (ln 100, code)</source>
        <translation>4.6052（ln 100，代码）</translation>
    </message>
    <message>
        <source>512 (ViT-B-16)</source>
        <translation>512（ViT-B-16）</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>224 px (ViT-B-16)</source>
        <translation>224 px（ViT-B-16）</translation>
    </message>
    <message>
        <source>12 (ViT-B-16)</source>
        <translation>12（ViT-B-16）</translation>
    </message>
    <message>
        <source>768 (ViT-B-16)</source>
        <translation>768（ViT-B-16）</translation>
    </message>
    <message>
        <source>16 px (ViT-B-16)</source>
        <translation>16 px（ViT-B-16）</translation>
    </message>
    <message>
        <source>64 (ViT-B-16)</source>
        <translation>64（ViT-B-16）</translation>
    </message>
    <message>
        <source>21128 (RoBERTa-base)</source>
        <translation>21128（RoBERTa-base）</translation>
    </message>
    <message>
        <source>768 (RoBERTa-base)</source>
        <translation>768（RoBERTa-base）</translation>
    </message>
    <message>
        <source>3072 (RoBERTa-base)</source>
        <translation>3072（RoBERTa-base）</translation>
    </message>
    <message>
        <source>12 (RoBERTa-base)</source>
        <translation>12（RoBERTa-base）</translation>
    </message>
    <message>
        <source>512 (RoBERTa-base)</source>
        <translation>512（RoBERTa-base）</translation>
    </message>
    <message>
        <source>2 (RoBERTa-base)</source>
        <translation>2（RoBERTa-base）</translation>
    </message>
    <message>
        <source>0.1 (RoBERTa-base)</source>
        <translation>0.1（RoBERTa-base）</translation>
    </message>
    <message>
        <source>0.02 (RoBERTa-base)</source>
        <translation>0.02（RoBERTa-base）</translation>
    </message>
    <message>
        <source>gelu (RoBERTa-base)</source>
        <translation>gelu（RoBERTa-base）</translation>
    </message>
    <message>
        <source>wordpiece (code)</source>
        <translation>wordpiece（代码）</translation>
    </message>
    <message>
        <source>vocab.txt of 21128 lines (code)</source>
        <translation>21128 行的 vocab.txt（代码）</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>100 (script), 52 (code)</source>
        <translation>100（脚本），52（代码）</translation>
    </message>
    <message>
        <source>negatives (code)</source>
        <translation>作为负样本（代码）</translation>
    </message>
    <message>
        <source>leave_out (code cannot train on them)</source>
        <translation>排除在外（代码无法用其训练）</translation>
    </message>
    <message>
        <source>clip (code)</source>
        <translation>截断（代码）</translation>
    </message>
    <message>
        <source>16 (script), 4 (code)</source>
        <translation>16（脚本），4（代码）</translation>
    </message>
    <message>
        <source>on (script)</source>
        <translation>开（脚本）</translation>
    </message>
    <message>
        <source>0.5 (code)</source>
        <translation>0.5（代码）</translation>
    </message>
    <message>
        <source>0.9 (code)</source>
        <translation>0.9（代码）</translation>
    </message>
    <message>
        <source>0.2 (code)</source>
        <translation>0.2（代码）</translation>
    </message>
    <message>
        <source>0.1 (code)</source>
        <translation>0.1（代码）</translation>
    </message>
    <message>
        <source>patients</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>256 (script), 64 (code)</source>
        <translation>256（脚本），64（代码）</translation>
    </message>
    <message>
        <source>not available (fails in the code)</source>
        <translation>不可用（在代码中会出错）</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>10 (script), 32 (code)</source>
        <translation>10（脚本），32（代码）</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>3e-5 (script), 5e-4 (code)</source>
        <translation>3e-5（脚本），5e-4（代码）</translation>
    </message>
    <message>
        <source>0.001 (script), 0.2 (code)</source>
        <translation>0.001（脚本），0.2（代码）</translation>
    </message>
    <message>
        <source>0.98 for ViT (code)</source>
        <translation>ViT 为 0.98（代码）</translation>
    </message>
    <message>
        <source>1e-6 for ViT (code)</source>
        <translation>ViT 为 1e-6（代码）</translation>
    </message>
    <message>
        <source>50 (script), 500 (code)</source>
        <translation>50（脚本），500（代码）</translation>
    </message>
    <message>
        <source>cosine (code)</source>
        <translation>余弦（代码）</translation>
    </message>
    <message>
        <source>as_published (code)</source>
        <translation>与发表一致（代码）</translation>
    </message>
    <message>
        <source>0 (script)</source>
        <translation>0（脚本）</translation>
    </message>
    <message>
        <source>eye (RFMiD, code)</source>
        <translation>单眼（RFMiD，代码）</translation>
    </message>
    <message>
        <source>adamw (code)</source>
        <translation>adamw（代码）</translation>
    </message>
    <message>
        <source>AUROC and average precision, on test too (code)</source>
        <translation>AUROC 和平均精度，也用测试集（代码）</translation>
    </message>
    <message>
        <source>1 (script)</source>
        <translation>1（脚本）</translation>
    </message>
    <message>
        <source>each epoch (script)</source>
        <translation>每轮（脚本）</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>all (code)</source>
        <translation>全部（代码）</translation>
    </message>
    <message>
        <source>Groups and folds</source>
        <translation>运行组与折</translation>
    </message>
    <message>
        <source>Initial logit bias</source>
        <translation>初始相似度偏置</translation>
    </message>
    <message>
        <source>Only with the sigmoid loss: what is added to scaled similarities at the start, so that the many wrong pairs do not outweigh the right ones. Learned from there on.</source>
        <translation>仅用于 sigmoid 损失：开始时加在缩放后相似度上的值，使众多错误配对不会压过正确配对。之后由训练学习。</translation>
    </message>
    <message>
        <source>Adapter rank</source>
        <translation>适配器的秩</translation>
    </message>
    <message>
        <source>0: whole fine-tuning. Else the encoder stays as loaded and small matrices of this rank beside its layers learn instead (LoRA): optimizer memory falls to a few percent, a step saves up to a third of its products, checkpoints stay as large as the network. 4 to 16 is usual.</source>
        <translation>0：训练全部权重。否则编码器保持载入时的权重，由各层旁这一秩的小矩阵学习（LoRA）：优化器内存降到百分之几，每步最多省去三分之一的矩阵乘法，检查点仍与网络一样大。常用 4 到 16。</translation>
    </message>
    <message>
        <source>none (code)</source>
        <translation>无（代码）</translation>
    </message>
    <message>
        <source>Adapter alpha</source>
        <translation>适配器 alpha</translation>
    </message>
    <message>
        <source>What the adapters give is multiplied by alpha / rank, so another rank does not ask for another learning rate. Adapters want a higher rate than whole fine-tuning, some 1e-4 to 1e-3.</source>
        <translation>适配器的输出乘以 alpha / 秩，因此改变秩不必改变学习率。适配器需要比全部微调更高的学习率，约 1e-4 到 1e-3。</translation>
    </message>
    <message>
        <source>Adapters in</source>
        <translation>适配器位置</translation>
    </message>
    <message>
        <source>The encoder that gets adapters and stays frozen beside them; the other one learns whole, unless it is frozen.</source>
        <translation>带适配器的编码器，其自身权重冻结；另一个编码器全部训练，除非已冻结。</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>A checkpoint of a trained, usually larger network with the same tokenizer: this one learns its similarities beside its own loss (distillation). Each step also runs the teacher forward.</source>
        <translation>一个训练好的、通常更大的网络的检查点，分词器相同：本网络除自身损失外还学习它的相似度（蒸馏）。每步还要运行一次教师的前向计算。</translation>
    </message>
    <message>
        <source>none (leftover options, fail in the code)</source>
        <translation>无（遗留选项，代码中会报错）</translation>
    </message>
    <message>
        <source>Teacher weight</source>
        <translation>教师权重</translation>
    </message>
    <message>
        <source>How much the teacher&apos;s part counts beside the network&apos;s own loss.</source>
        <translation>教师部分相对网络自身损失的权重。</translation>
    </message>
    <message>
        <source>Teacher temperature</source>
        <translation>教师温度</translation>
    </message>
    <message>
        <source>Both networks&apos; scaled similarities are divided by it before they are compared; above 1, more of the teacher&apos;s order among wrong answers is learned.</source>
        <translation>比较前，两个网络缩放后的相似度都除以它；大于 1 时，更多地学习教师对错误答案的排序。</translation>
    </message>
    <message>
        <source>Patients with the same report in one batch: as negatives they are pushed apart though nothing differs (as published); as positives they count as right answers of each other; ignored, they are neither pulled together nor pushed apart.</source>
        <translation>同一批中报告相同的患者：作为负样本会被推开，尽管并无差别（原论文做法）；作为正样本则互为正确答案；忽略时既不拉近也不推开。</translation>
    </message>
    <message>
        <source>Contrastive loss</source>
        <translation>对比损失</translation>
    </message>
    <message>
        <source>softmax: each photograph chooses its report among the batch, as published. sigmoid: each pair is judged by itself (SigLIP), which suits small batches; start it with a logit scale of 2.3 (ln 10).</source>
        <translation>softmax：每张照片在批内选择自己的报告（原论文做法）。sigmoid：每个配对单独判断（SigLIP），适合小批；请以 2.3（ln 10）的相似度缩放系数开始。</translation>
    </message>
    <message>
        <source>softmax (code)</source>
        <translation>softmax（代码）</translation>
    </message>
    <message>
        <source>Layer decay</source>
        <translation>逐层衰减</translation>
    </message>
    <message>
        <source>Each layer learns at this share of the rate of the layer above it, the embeddings at the least: what was learned before is kept. 1: all alike. 0.65 to 0.9 is usual in fine-tuning.</source>
        <translation>每层的学习率是其上一层的这一比例，嵌入层最低：以保留之前学到的内容。1：全部相同。微调常用 0.65 到 0.9。</translation>
    </message>
    <message>
        <source>1 (code)</source>
        <translation>1（代码）</translation>
    </message>
    <message>
        <source>Average of the weights</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <source>0: off. Else a moving average of the weights with this memory a step is what is validated, chosen and kept as the result; steadier than the last step&apos;s. 0.999 averages over some 1000 steps. Takes memory once more of the weights, checkpoints grow by a third.</source>
        <translation>0：关闭。否则以此为每步记忆的权重滑动平均用于验证、选择并作为结果；比最后一步的权重更稳定。0.999 约平均 1000 步。多占一份权重的内存，检查点增大三分之一。</translation>
    </message>
    <message>
        <source>Stop early after</source>
        <translation>提前停止</translation>
    </message>
    <message>
        <source>0: never. Else the run ends once so many validations in a row brought nothing better; the best state is the result, as ever.</source>
        <translation>0：从不。否则连续这么多次验证没有更好时运行结束；结果仍是最好的状态。</translation>
    </message>
    <message>
        <source>never (code)</source>
        <translation>从不（代码）</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>类别权重</translation>
    </message>
    <message>
        <source>balanced: each class counts alike in the loss, however rare it is in training. Finds more of a rare disease and calls more healthy ones ill; probabilities no longer are frequencies.</source>
        <translation>均衡：每个类别在损失中同等计入，无论在训练集中多罕见。能找出更多罕见病，也会把更多健康者判为患病；概率不再是频率。</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Share of each label that is spread evenly over the classes: less sure of itself, and more robust where labels err. 0.1 is usual.</source>
        <translation>把每个标签的这一比例均匀分给各类别：预测不那么自信，对错误标签更稳健。常用 0.1。</translation>
    </message>
    <message>
        <source>0 (code)</source>
        <translation>0（代码）</translation>
    </message>
    <message>
        <source>Focal gamma</source>
        <translation>焦点损失 gamma</translation>
    </message>
    <message>
        <source>0: cross-entropy. Above, cases that are already right count less, the hard ones more; 2 is usual where one class is rare.</source>
        <translation>0：交叉熵。大于 0 时，已判断正确的病例计入较少，难例较多；某一类别罕见时常用 2。</translation>
    </message>
    <message>
        <source>Loss of grades</source>
        <translation>等级损失</translation>
    </message>
    <message>
        <source>For label sets with an order. cross_entropy: grades are classes like others. cumulative: one score and thresholds between the grades (proportional odds), so a far wrong grade costs more than the next one.</source>
        <translation>用于有顺序的标签集。交叉熵：等级与其他类别一样。等级间阈值：一个得分加等级间的阈值（比例优势模型），相差多级的错误比相邻等级的代价更大。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>运行组</translation>
    </message>
    <message>
        <source>Runs of one sweep or cross-validation carry the same name here; their table shows them together.</source>
        <translation>同一次参数搜索或交叉验证的运行在此有相同名称；它们的表格一起显示。</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>0: the split as it is. Else patients are dealt to so many parts of equal size and like labels, the same for each seed; one part is the test set, the next the validation set. A frozen dataset&apos;s own test set stays out.</source>
        <translation>0：保持现有划分。否则把患者分成这么多大小相等、标签分布相近的部分，同一种子结果相同；一份为测试集，下一份为验证集。冻结数据集自身的测试集不参与。</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>第几折</translation>
    </message>
    <message>
        <source>The part that this run is tested on, from 1. A cross-validation is a run for each.</source>
        <translation>本运行用于测试的部分，从 1 开始。交叉验证即每一折一个运行。</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Write beside the run from</source>
        <translation>后台写入的大小下限</translation>
    </message>
    <message>
        <source>Checkpoints of at least this size are copied in memory and written while the run goes on; where memory has no room for the copy, the run waits. 0: all.</source>
        <translation>不小于此大小的检查点先复制到内存，在运行继续的同时写入；内存放不下副本时，运行会等待。0：全部。</translation>
    </message>
    <message>
        <source>Judge test at each validation</source>
        <translation>每次验证时也评测试集</translation>
    </message>
    <message>
        <source>Shows what the epoch that is best on test would have given, beside the one that validation chose: to compare with published tables that chose on test. It chooses nothing. Costs the test split&apos;s passes.</source>
        <translation>在验证集所选轮次旁，显示测试集上最好的轮次会得到多少：用于与在测试集上选择的已发表表格比较。它不参与任何选择。代价是多跑测试集。</translation>
    </message>
    <message>
        <source>on, and it chooses (code)</source>
        <translation>开，并据此选择（代码）</translation>
    </message>
</context>
<context>
    <name>RunOutcome</name>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
</context>
<context>
    <name>RunReport</name>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>nat</source>
        <translation>nat</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>left eye</source>
        <translation>左眼</translation>
    </message>
    <message>
        <source>right eye</source>
        <translation>右眼</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Norm of the gradient</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>patients a second</source>
        <translation>患者/秒</translation>
    </message>
    <message>
        <source>Logit scale</source>
        <translation>logit 缩放</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Training run %1: %2</source>
        <translation>训练运行 %1：%2</translation>
    </message>
    <message>
        <source>For a methods section</source>
        <translation>供论文“方法”一节</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>whole study</source>
        <translation>整个研究</translation>
    </message>
    <message>
        <source>Data (hash)</source>
        <translation>数据（哈希）</translation>
    </message>
    <message>
        <source>Patients: training, validation, test</source>
        <translation>患者：训练、验证、测试</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Made, started, ended</source>
        <translation>创建、开始、结束</translation>
    </message>
    <message>
        <source>Trained by</source>
        <translation>训练程序</translation>
    </message>
    <message>
        <source>Reported by</source>
        <translation>报告程序</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>训练过程</translation>
    </message>
    <message>
        <source>Nothing was trained yet: the run has told nothing.</source>
        <translation>尚未训练：该运行没有任何记录。</translation>
    </message>
    <message>
        <source>Steps, epochs</source>
        <translation>步数、轮数</translation>
    </message>
    <message>
        <source>Patients seen</source>
        <translation>已见患者数</translation>
    </message>
    <message>
        <source>Loss, first and last twentieth</source>
        <translation>损失：最初与最后二十分之一</translation>
    </message>
    <message>
        <source>Patients a second (median)</source>
        <translation>每秒患者数（中位数）</translation>
    </message>
    <message>
        <source>Waiting for data</source>
        <translation>等待数据</translation>
    </message>
    <message>
        <source>Most memory</source>
        <translation>最大内存</translation>
    </message>
    <message>
        <source>figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>last</source>
        <translation>最后</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>at step</source>
        <translation>所在步</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Other than the preset</source>
        <translation>与预设不同</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>设置项</translation>
    </message>
    <message>
        <source>here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>published</source>
        <translation>已发表值</translation>
    </message>
    <message>
        <source>What it said</source>
        <translation>运行消息</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>words</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>SingleKeys</name>
    <message>
        <source>Give a class</source>
        <translation>给出类别</translation>
    </message>
    <message>
        <source>Take the label away</source>
        <translation>移除标签</translation>
    </message>
    <message>
        <source>Label the right eye (OD)</source>
        <translation>标注右眼（OD）</translation>
    </message>
    <message>
        <source>Label the left eye (OS)</source>
        <translation>标注左眼（OS）</translation>
    </message>
    <message>
        <source>Label both eyes</source>
        <translation>标注双眼</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Poor image</source>
        <translation>图像质量差</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Send to review</source>
        <translation>送去审核</translation>
    </message>
    <message>
        <source>Open the pair</source>
        <translation>打开双眼视图</translation>
    </message>
    <message>
        <source>Next exam</source>
        <translation>下一次检查</translation>
    </message>
    <message>
        <source>Previous exam</source>
        <translation>上一次检查</translation>
    </message>
    <message>
        <source>Next exam without a label</source>
        <translation>下一个没有标签的检查</translation>
    </message>
    <message>
        <source>Exam without a label before</source>
        <translation>上一个没有标签的检查</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>One picture pixel on one screen pixel</source>
        <translation>一个图像像素对应一个屏幕像素</translation>
    </message>
    <message>
        <source>Pan by dragging; twice: the whole picture</source>
        <translation>拖动平移；按两次显示整幅图</translation>
    </message>
    <message>
        <source>Zoom and pan both eyes together</source>
        <translation>双眼同步缩放和平移</translation>
    </message>
    <message>
        <source>Mirror the movement</source>
        <translation>镜像移动</translation>
    </message>
    <message>
        <source>One eye large, or both</source>
        <translation>单眼放大或双眼</translation>
    </message>
    <message>
        <source>Red-free</source>
        <translation>无赤光</translation>
    </message>
    <message>
        <source>Local contrast (CLAHE)</source>
        <translation>局部对比度（CLAHE）</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>Brightness and contrast by dragging</source>
        <translation>拖动调整亮度和对比度</translation>
    </message>
    <message>
        <source>Measure by dragging</source>
        <translation>拖动测量</translation>
    </message>
    <message>
        <source>Hold: the compared picture, or saliency</source>
        <translation>按住：对比图像或显著图</translation>
    </message>
    <message>
        <source>Next term of the report</source>
        <translation>报告的下一个术语</translation>
    </message>
    <message>
        <source>Which eye is which</source>
        <translation>确定左右眼</translation>
    </message>
    <message>
        <source>Earlier in the queue</source>
        <translation>在队列中前移</translation>
    </message>
    <message>
        <source>Later in the queue</source>
        <translation>在队列中后移</translation>
    </message>
    <message>
        <source>Logarithmic loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Logarithmic x</source>
        <translation>对数横轴</translation>
    </message>
    <message>
        <source>Smoothing on or off</source>
        <translation>打开或关闭平滑</translation>
    </message>
    <message>
        <source>Fit all curves</source>
        <translation>显示全部曲线</translation>
    </message>
    <message>
        <source>Draw an ellipse</source>
        <translation>画椭圆</translation>
    </message>
    <message>
        <source>Mark a point</source>
        <translation>标记点</translation>
    </message>
    <message>
        <source>Draw a polygon</source>
        <translation>画多边形</translation>
    </message>
    <message>
        <source>Paint a region</source>
        <translation>用画笔涂区域</translation>
    </message>
    <message>
        <source>Erase from a painted region</source>
        <translation>擦除画笔区域</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>缩小画笔</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>放大画笔</translation>
    </message>
    <message>
        <source>Take the chosen region away</source>
        <translation>移除选中的区域</translation>
    </message>
    <message>
        <source>Show or hide the regions</source>
        <translation>显示或隐藏区域</translation>
    </message>
    <message>
        <source>More exams like this one</source>
        <translation>更多与此相似的检查</translation>
    </message>
    <message>
        <source>Fewer exams like this one</source>
        <translation>更少与此相似的检查</translation>
    </message>
    <message>
        <source>Window level and width by dragging (16 bits)</source>
        <translation>拖动调整窗位和窗宽（16 位）</translation>
    </message>
    <message>
        <source>ETDRS grid, then quadrants, then none</source>
        <translation>ETDRS 网格，然后象限，然后无</translation>
    </message>
    <message>
        <source>Vessels stand out</source>
        <translation>突出显示血管</translation>
    </message>
    <message>
        <source>Magnifier at the pointer</source>
        <translation>指针处放大镜</translation>
    </message>
    <message>
        <source>Compare with another exam of this patient</source>
        <translation>与该患者的另一次检查对比</translation>
    </message>
    <message>
        <source>Hold: nothing over the photographs</source>
        <translation>按住：隐藏照片上的所有叠加内容</translation>
    </message>
    <message>
        <source>Overlay; held: until let go</source>
        <translation>叠加图；按住时，松开即恢复</translation>
    </message>
</context>
<context>
    <name>Tag</name>
    <message>
        <source>look: writing</source>
        <translation>查看：文字</translation>
    </message>
    <message>
        <source>look: names</source>
        <translation>查看：姓名</translation>
    </message>
    <message>
        <source>look: eyes</source>
        <translation>查看：眼别</translation>
    </message>
    <message>
        <source>eyes-checked</source>
        <translation>眼别已核对</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
</context>
<context>
    <name>Taxonomy</name>
    <message>
        <source>%1 reviewed exams of %2 patients. An exam counts once a line, with each reader&apos;s newest verdict; shares are of the reviewed exams of the group, not of all exams.</source>
        <translation>%2 位患者的 %1 次已复核检查。每次检查每行计一次，取每位阅片者的最新判定；比例以该组已复核检查为分母，而非全部检查。</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>比例</translation>
    </message>
</context>
<context>
    <name>Verification</name>
    <message>
        <source>Texts to tokens</source>
        <translation>文本到词元</translation>
    </message>
    <message>
        <source>Photographs to pixels</source>
        <translation>照片到像素</translation>
    </message>
    <message>
        <source>Resizing</source>
        <translation>调整大小</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Reading checkpoints</source>
        <translation>读取检查点</translation>
    </message>
    <message>
        <source>Published data files</source>
        <translation>已发表的数据文件</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Training steps</source>
        <translation>训练步</translation>
    </message>
    <message>
        <source>Learning rate and order</source>
        <translation>学习率与顺序</translation>
    </message>
    <message>
        <source>Position embeddings</source>
        <translation>位置嵌入</translation>
    </message>
    <message>
        <source>Linear probe</source>
        <translation>线性探测</translation>
    </message>
    <message>
        <source>Zero-shot classification</source>
        <translation>零样本分类</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Nothing was compared.</source>
        <translation>未进行比较。</translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation>在结束前停止。</translation>
    </message>
    <message>
        <source>All %1 comparisons agree with the reference numbers within their tolerances.</source>
        <translation>全部 %1 项比较都在容差内与参考数值一致。</translation>
    </message>
    <message>
        <source>%1 of %2 comparisons differ from the reference numbers. Do not use this installation for results before you know why.</source>
        <translation>%2 项比较中有 %1 项与参考数值不同。在查明原因之前，请勿用此安装得出结果。</translation>
    </message>
    <message>
        <source>Tolerances are those that the references state, for float32 on the processor.</source>
        <translation>容差为参考数据所述，针对处理器上的 float32。</translation>
    </message>
    <message>
        <source>On a graphics card, tolerances of features, network losses, gradients and training steps are ten times those on the processor, since it adds in another order. All other tolerances are the same. Products are float32 (no TF32).</source>
        <translation>在显卡上，特征、网络损失、梯度和训练步的容差是处理器上的十倍，因为其加法顺序不同。其他容差相同。乘积为 float32（不用 TF32）。</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>完全一致</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>无法比较</translation>
    </message>
    <message>
        <source>The set that ships with the program</source>
        <translation>随程序提供的参考集</translation>
    </message>
    <message>
        <source>References</source>
        <translation>参考数据</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>LibTorch</source>
        <translation>LibTorch</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Tolerances</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Comparisons</source>
        <translation>比较项</translation>
    </message>
    <message>
        <source>Differing</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>Nearest to its tolerance</source>
        <translation>最接近容差</translation>
    </message>
    <message>
        <source>Largest difference</source>
        <translation>最大差异</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较项</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Verification of RET-CLIP Workstation</source>
        <translation>RET-CLIP 工作站验证</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>dark</source>
        <translation>暗</translation>
    </message>
    <message>
        <source>white</source>
        <translation>白</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>disc?</source>
        <translation>视盘？</translation>
    </message>
    <message>
        <source>fovea?</source>
        <translation>中心凹？</translation>
    </message>
    <message>
        <source>quality %1</source>
        <translation>质量 %1</translation>
    </message>
    <message>
        <source>looks like a right eye</source>
        <translation>看起来像右眼</translation>
    </message>
    <message>
        <source>looks like a left eye</source>
        <translation>看起来像左眼</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>My study</source>
        <translation>我的研究</translation>
    </message>
    <message>
        <source>Clinical research workstation for RET-CLIP.</source>
        <translation>RET-CLIP 临床研究工作站。</translation>
    </message>
    <message>
        <source>Language of the window.</source>
        <translation>窗口的语言。</translation>
    </message>
    <message>
        <source>Look of the window.</source>
        <translation>窗口的外观。</translation>
    </message>
    <message>
        <source>Walk through the study and save pictures.</source>
        <translation>走遍研究并保存图片。</translation>
    </message>
    <message>
        <source>Save a picture of the window, with the study if one is named, and leave.</source>
        <translation>保存窗口图片（如指定研究则连同研究），然后退出。</translation>
    </message>
    <message>
        <source>With --tour: every page of curation instead.</source>
        <translation>与 --tour 合用：改为走遍数据整理的每个页面。</translation>
    </message>
    <message>
        <source>With --curation: what the pages of the import show.</source>
        <translation>与 --curation 合用：导入页面显示的内容。</translation>
    </message>
    <message>
        <source>Study folder to open, or a study package.</source>
        <translation>要打开的研究文件夹，或研究包。</translation>
    </message>
</context>
<context>
    <name>retclip::AboutDialog</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Version %1, with Qt %2</source>
        <translation>版本 %1，Qt %2</translation>
    </message>
    <message>
        <source>A research tool: it is no medical device and must not be used for diagnosis or treatment.</source>
        <translation>研究工具：不是医疗器械，不得用于诊断或治疗。</translation>
    </message>
    <message>
        <source>Built on the method of RET-CLIP (Du et al., arXiv 2405.14137). Nothing leaves this computer.</source>
        <translation>基于 RET-CLIP 方法（Du 等，arXiv 2405.14137）。数据不会离开本机。</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>自由软件，遵循 GNU 通用公共许可证第 3 版或更新版本。不提供任何担保。</translation>
    </message>
</context>
<context>
    <name>retclip::ArrivalsDialog</name>
    <message>
        <source>Photographs that come in by themselves</source>
        <translation>自动进入的照片</translation>
    </message>
    <message>
        <source>While the study is open, new exams are taken in as they appear. They carry the tag “new” and are in no dataset until you put them there.</source>
        <translation>研究打开期间，新出现的检查会自动导入。它们带有“new”标记，在您放入之前不属于任何数据集。</translation>
    </message>
    <message>
        <source>What came in</source>
        <translation>已进入的内容</translation>
    </message>
    <message>
        <source>Show new exams</source>
        <translation>显示新检查</translation>
    </message>
    <message>
        <source>Exams that came in by themselves</source>
        <translation>自动进入的检查</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Where the camera writes its photographs</source>
        <translation>相机写入照片的位置</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Copy the photographs into the study</source>
        <translation>把照片复制到研究中</translation>
    </message>
    <message>
        <source>Folder to watch</source>
        <translation>要监视的文件夹</translation>
    </message>
    <message>
        <source>DICOM over the network</source>
        <translation>网络 DICOM</translation>
    </message>
    <message>
        <source>Our title</source>
        <translation>本机标题</translation>
    </message>
    <message>
        <source>any free port</source>
        <translation>任一空闲端口</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Titles of cameras and archives, separated by commas</source>
        <translation>相机和归档系统的标题，用逗号分隔</translation>
    </message>
    <message>
        <source>May send</source>
        <translation>允许发送</translation>
    </message>
    <message>
        <source>Other computers may connect (DICOM is not encrypted)</source>
        <translation>允许其他计算机连接（DICOM 未加密）</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>停止监视</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>监视</translation>
    </message>
    <message>
        <source>● watching</source>
        <translation>● 正在监视</translation>
    </message>
    <message>
        <source>○ off</source>
        <translation>○ 关闭</translation>
    </message>
    <message>
        <source>Stop listening</source>
        <translation>停止监听</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>● listening at port %1</source>
        <translation>● 正在端口 %1 监听</translation>
    </message>
    <message>
        <source>starting…</source>
        <translation>正在启动…</translation>
    </message>
</context>
<context>
    <name>retclip::ArrivalsService</name>
    <message>
        <source>Watching %1</source>
        <translation>正在监视 %1</translation>
    </message>
    <message>
        <source>No longer watching %1</source>
        <translation>不再监视 %1</translation>
    </message>
    <message>
        <source>Listening at %1, port %2</source>
        <translation>正在 %1 端口 %2 监听</translation>
    </message>
    <message>
        <source>left from before</source>
        <translation>上次遗留</translation>
    </message>
    <message>
        <source>Refused %1: %2</source>
        <translation>拒绝 %1：%2</translation>
    </message>
    <message>
        <source>No longer listening</source>
        <translation>不再监听</translation>
    </message>
    <message>
        <source>Taking in %1</source>
        <translation>正在导入 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln exam(s) from %1</source>
        <translation>
            <numerusform>来自 %1 的 %Ln 次检查</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::AtlasPage</name>
    <message numerus="yes">
        <source>%n exam(s) drawn around in the atlas of run %1</source>
        <translation>
            <numerusform>运行 %1 的图谱中圈选的 %n 次检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) of one colour in the atlas of run %1</source>
        <translation>
            <numerusform>运行 %1 的图谱中同一颜色的 %n 次检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) of cluster %1 in the atlas of run %2</source>
        <translation>
            <numerusform>运行 %2 的图谱中聚类 %1 的 %n 次检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) far from all others in the atlas of run %1</source>
        <translation>
            <numerusform>运行 %1 的图谱中远离其他检查的 %n 次检查</numerusform>
        </translation>
    </message>
    <message>
        <source>Atlas of run %1</source>
        <translation>运行 %1 的图谱</translation>
    </message>
    <message>
        <source>t-SNE of run %1</source>
        <translation>运行 %1 的 t-SNE</translation>
    </message>
    <message>
        <source>Clusters of run %1</source>
        <translation>运行 %1 的聚类</translation>
    </message>
    <message>
        <source>Drift between two imports</source>
        <translation>两次导入之间的漂移</translation>
    </message>
    <message>
        <source>exam hidden</source>
        <translation>检查号已隐藏</translation>
    </message>
    <message>
        <source>one colour</source>
        <translation>单一颜色</translation>
    </message>
    <message>
        <source>label: %1</source>
        <translation>标签：%1</translation>
    </message>
    <message>
        <source>right or wrong: %1</source>
        <translation>正判或错判：%1</translation>
    </message>
    <message>
        <source>split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>distance from others</source>
        <translation>与其他检查的距离</translation>
    </message>
    <message>
        <source>cluster</source>
        <translation>聚类</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>重新绘制</translation>
    </message>
    <message>
        <source>Draw the atlas</source>
        <translation>绘制图谱</translation>
    </message>
    <message>
        <source>Open a study to draw an atlas of it.</source>
        <translation>请打开一个研究以绘制图谱。</translation>
    </message>
    <message>
        <source>An atlas is drawn from a run&apos;s embeddings: pretrain one first.</source>
        <translation>图谱由运行的嵌入向量绘制：请先预训练一次。</translation>
    </message>
    <message>
        <source>Exams are being embedded; this is done once for each run.</source>
        <translation>正在计算检查的嵌入向量；每次运行只需计算一次。</translation>
    </message>
    <message>
        <source>All exams on one map: what the run finds alike lies together. Choose a run, then draw.</source>
        <translation>全部检查在一张图上：运行认为相似的检查靠在一起。请选择运行，然后绘制。</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s)</source>
        <translation>
            <numerusform>%n 次检查</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left out</source>
        <translation>%1 次未包含</translation>
    </message>
    <message>
        <source>the two axes hold %1 % of the variance</source>
        <translation>两条轴包含 %1 % 的方差</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Back to searching</source>
        <translation>返回检索</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入向量</translation>
    </message>
    <message>
        <source>photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>t-SNE</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>PCA at once; t-SNE goes on behind and keeps neighbours together, while distances between far groups mean nothing</source>
        <translation>PCA 立即得出；t-SNE 在后台计算，使邻近者保持相邻，但相距较远的组之间的距离没有意义</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>By what the points are coloured</source>
        <translation>各点按什么着色</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Draw around points to select their exams (L, or Shift while dragging)</source>
        <translation>圈画各点以选择其检查（L，或按住 Shift 拖动）</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>The whole map (F)</source>
        <translation>整张地图（F）</translation>
    </message>
    <message>
        <source>Map of embeddings</source>
        <translation>嵌入向量地图</translation>
    </message>
</context>
<context>
    <name>retclip::AtlasSide</name>
    <message>
        <source>all exams</source>
        <translation>全部检查</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>none of the classes</source>
        <translation>不属于任何类别</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>错判</translation>
    </message>
    <message>
        <source>right</source>
        <translation>正判</translation>
    </message>
    <message>
        <source>cluster %1</source>
        <translation>聚类 %1</translation>
    </message>
    <message>
        <source>Select these</source>
        <translation>选择这些</translation>
    </message>
    <message>
        <source>%1  %2 × as far as usual</source>
        <translation>%1  为通常距离的 %2 倍</translation>
    </message>
    <message>
        <source>%1: %2 % here, %3 % elsewhere</source>
        <translation>%1：此处 %2 %，其他 %3 %</translation>
    </message>
    <message>
        <source>no word tells it apart</source>
        <translation>没有可区分它的用词</translation>
    </message>
    <message>
        <source>They differ more than chance would have it</source>
        <translation>差异大于偶然</translation>
    </message>
    <message>
        <source>No more different than by chance</source>
        <translation>差异不大于偶然</translation>
    </message>
    <message>
        <source>p = %1, MMD² = %2, means %3 standard deviations apart; %4 and %5 patients.</source>
        <translation>p = %1，MMD² = %2，均值相差 %3 个标准差；%4 名与 %5 名患者。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>聚类</translation>
    </message>
    <message>
        <source>How many clusters</source>
        <translation>聚类数</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>k-means on the principal components</source>
        <translation>对主成分做 k 均值聚类</translation>
    </message>
    <message>
        <source>Words that the reports of a cluster use more than the others: a guess, not a diagnosis.</source>
        <translation>该聚类的报告比其他报告更常用的词：仅为推测，不是诊断。</translation>
    </message>
    <message>
        <source>Far from all others</source>
        <translation>远离其他所有检查</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Drift between two imports</source>
        <translation>两次导入之间的漂移</translation>
    </message>
    <message>
        <source>First import</source>
        <translation>第一次导入</translation>
    </message>
    <message>
        <source>Second import</source>
        <translation>第二次导入</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Kernel two-sample test: 999 permutations, one exam a patient</source>
        <translation>核双样本检验：999 次置换，每名患者取一次检查</translation>
    </message>
</context>
<context>
    <name>retclip::BalanceView</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Balance of the splits</source>
        <translation>各划分的均衡性</translation>
    </message>
    <message>
        <source>Enter or double click: these exams, in Data</source>
        <translation>按 Enter 键或双击：在“数据”中显示这些检查</translation>
    </message>
</context>
<context>
    <name>retclip::BatchEditDialog</name>
    <message>
        <source>Change all of the selection</source>
        <translation>更改整个选集</translation>
    </message>
    <message>
        <source>Nothing is selected: choose exams first.</source>
        <translation>未选择任何内容：请先选择检查。</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s): %1</source>
        <translation>
            <numerusform>%n 次检查：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>将更改的内容</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>What to change</source>
        <translation>要更改的内容</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>眼别</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>the comment; empty takes it away</source>
        <translation>评论；留空则删除</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>添加标记</translation>
    </message>
    <message>
        <source>Take a tag off</source>
        <translation>移除标记</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Take in again</source>
        <translation>重新纳入</translation>
    </message>
    <message>
        <source>Mark unsure</source>
        <translation>标为不确定</translation>
    </message>
    <message>
        <source>No longer unsure</source>
        <translation>不再不确定</translation>
    </message>
    <message>
        <source>both eyes</source>
        <translation>双眼</translation>
    </message>
    <message>
        <source>right eye (OD)</source>
        <translation>右眼（OD）</translation>
    </message>
    <message>
        <source>left eye (OS)</source>
        <translation>左眼（OS）</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>none of them</source>
        <translation>均不属于</translation>
    </message>
    <message>
        <source>not labelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>Say which tag.</source>
        <translation>请指定标记。</translation>
    </message>
    <message>
        <source>Working out what would change…</source>
        <translation>正在计算将更改的内容…</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) would change.</source>
        <translation>
            <numerusform>将更改 %n 次检查。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are so already.</source>
        <translation>
            <numerusform>%n 次检查已是如此。</numerusform>
        </translation>
    </message>
    <message>
        <source>The list shows the first %1 of %2 changes.</source>
        <translation>列表显示 %2 项更改中的前 %1 项。</translation>
    </message>
    <message numerus="yes">
        <source>Change %n exam(s)</source>
        <translation>
            <numerusform>更改 %n 次检查</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::BenchmarksPage</name>
    <message>
        <source>linear probe</source>
        <translation>线性探针</translation>
    </message>
    <message>
        <source>fine-tuning</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>Folder of benchmarks</source>
        <translation>基准文件夹</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>不在此处</translation>
    </message>
    <message>
        <source>paper</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>One of the eight of the RET-CLIP paper</source>
        <translation>RET-CLIP 论文的八个之一</translation>
    </message>
    <message>
        <source>From: %1</source>
        <translation>来源：%1</translation>
    </message>
    <message>
        <source>Licence as stated there: %1. Read the terms before you take it.</source>
        <translation>该处声明的许可：%1。取用前请阅读条款。</translation>
    </message>
    <message numerus="yes">
        <source>%n classes: %1</source>
        <translation>
            <numerusform>%n 个类别：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Here: %1 photographs; %2 / %3 / %4 patients to train, validate and test on; dataset %5.</source>
        <translation>此处：%1 张照片；训练、验证、测试患者 %2 / %3 / %4；数据集 %5。</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>训练用量</translation>
    </message>
    <message>
        <source>AUROC</source>
        <translation>AUROC</translation>
    </message>
    <message>
        <source>Average precision</source>
        <translation>平均精度</translation>
    </message>
    <message>
        <source>Best on test (no result)</source>
        <translation>测试最佳（不作结果）</translation>
    </message>
    <message>
        <source>%1 of %2 seeds</source>
        <translation>%2 个种子完成 %1 个</translation>
    </message>
    <message>
        <source>, the state chosen on validation</source>
        <translation>，取验证集所选状态</translation>
    </message>
    <message>
        <source>AUROC at the epoch that is best on test: comparable with tables that chose on test, and no result.</source>
        <translation>测试集上最好轮次的 AUROC：可与在测试集上选择的表格比较，不作为结果。</translation>
    </message>
    <message>
        <source>Folder of %1 as downloaded</source>
        <translation>下载的 %1 文件夹</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>加入 %1</translation>
    </message>
    <message>
        <source>Benchmarks of run %1</source>
        <translation>运行 %1 的基准</translation>
    </message>
    <message>
        <source>All runs are done.</source>
        <translation>所有运行均已完成。</translation>
    </message>
    <message numerus="yes">
        <source>%n runs failed; their studies say why. The others are done.</source>
        <translation>
            <numerusform>%n 次运行失败，其研究中有原因。其余已完成。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped; Run goes on where it ended.</source>
        <translation>已停止；再次运行会从停处继续。</translation>
    </message>
    <message>
        <source>Others&apos; figures: benchmark, protocol, metric, model, value, source</source>
        <translation>他人的数值：benchmark、protocol、metric、model、value、source</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Run this one</source>
        <translation>运行这一个</translation>
    </message>
    <message>
        <source>Choose at the left the run whose network is judged.</source>
        <translation>请在左侧选择要评判其网络的运行。</translation>
    </message>
    <message>
        <source>Write shares of the training patients as percentages, such as 1,5,10,50,100.</source>
        <translation>请以百分比写出训练患者的比例，如 1,5,10,50,100。</translation>
    </message>
    <message>
        <source>Open a study first.</source>
        <translation>请先打开一个研究。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Back to the evaluation</source>
        <translation>返回评估</translation>
    </message>
    <message>
        <source>Benchmarks</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Where the benchmarks&apos; studies stand; nothing is downloaded by this program</source>
        <translation>基准的研究所在位置；本程序不下载任何内容</translation>
    </message>
    <message>
        <source>Add from a download…</source>
        <translation>从下载文件加入…</translation>
    </message>
    <message>
        <source>Take in the folder that was downloaded: counts are checked, splits are kept or dealt out and frozen</source>
        <translation>加入下载的文件夹：核对数量，保留或划分各集合并冻结</translation>
    </message>
    <message>
        <source>A linear classifier on the fixed image features, AdamW at 1e-3, 75 epochs, as the authors&apos; code</source>
        <translation>固定图像特征上的线性分类器，AdamW 1e-3，75 轮，与作者代码一致</translation>
    </message>
    <message>
        <source>Image encoder and classifier learn together: 50 epochs at 1e-5</source>
        <translation>图像编码器与分类器一起学习：1e-5，50 轮</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Percent of training</source>
        <translation>训练百分比</translation>
    </message>
    <message>
        <source>Several make low-data curves: 1,5,10,50,100</source>
        <translation>给出多个即得小样本曲线：1,5,10,50,100</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Every benchmark that is here; stopped and started again it goes on where it ended</source>
        <translation>此处的每个基准；停止后再次启动会从停处继续</translation>
    </message>
    <message>
        <source>Others&apos; figures…</source>
        <translation>他人的数值…</translation>
    </message>
    <message>
        <source>A CSV table of published figures, each with its source, shown beside yours. None come with the program</source>
        <translation>已发表数值的 CSV 表，各带出处，与您的并列显示。程序本身不附带任何数值</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>In</source>
        <translation>出现于</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>AUROC on test, mean and standard deviation over seeds</source>
        <translation>测试集 AUROC，各种子的均值与标准差</translation>
    </message>
    <message>
        <source>Run a benchmark to see its curve.</source>
        <translation>运行一个基准以查看其曲线。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photograph(s)</source>
        <translation>
            <numerusform>%Ln 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Photographs that came in: %2; exams that were there: %3; rows skipped: %4.</source>
        <translation>%1。导入的照片：%2；原有的检查：%3；跳过的行：%4。</translation>
    </message>
</context>
<context>
    <name>retclip::CalibrationPage</name>
    <message>
        <source>as stated</source>
        <translation>校准前</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>温度 %1</translation>
    </message>
    <message>
        <source>scaled</source>
        <translation>校准后</translation>
    </message>
    <message>
        <source>ECE of the class</source>
        <translation>该类别的 ECE</translation>
    </message>
    <message>
        <source>Distance of stated probability and observed share, over the ten bins drawn, weighted by their cases. (The ECE of the overview judges the predicted class over fifteen bins.)</source>
        <translation>预测概率与实际比例之差，取所绘十个区间，按病例数加权。（概览中的 ECE 针对预测类别，取十五个区间。）</translation>
    </message>
    <message>
        <source>Temperature scaling (Guo et al. 2017): the log-odds are divided by this number. Above 1 the model was too sure. Order, and so AUROC, stays.</source>
        <translation>温度缩放（Guo 等，2017）：对数几率除以此数。大于 1 说明模型过于自信。排序不变，因而 AUROC 不变。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Fitted on %1 validation cases, judged on %2 test cases.</source>
        <translation>用 %1 个验证病例拟合，在 %2 个测试病例上评判。</translation>
    </message>
    <message>
        <source>No temperature: validation needs cases of both kinds (%1 are there).</source>
        <translation>没有温度：验证集需要有和没有该类别的病例（现有 %1 个病例）。</translation>
    </message>
    <message>
        <source>by this model</source>
        <translation>按本模型</translation>
    </message>
    <message>
        <source>treat everyone</source>
        <translation>全部干预</translation>
    </message>
    <message>
        <source>treat no one</source>
        <translation>全不干预</translation>
    </message>
    <message>
        <source>the threshold chosen</source>
        <translation>所选阈值</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>No labelled test case.</source>
        <translation>没有带标签的测试病例。</translation>
    </message>
    <message>
        <source>Decision curve: net benefit</source>
        <translation>决策曲线：净获益</translation>
    </message>
    <message>
        <source>threshold probability</source>
        <translation>阈值概率</translation>
    </message>
    <message>
        <source>Net benefit at a threshold probability p (Vickers and Elkin 2006): true positives a case, less false positives a case times p / (1 − p), the harm that p says is acceptable. Use the model where its line is the highest of the three.</source>
        <translation>阈值概率为 p 时的净获益（Vickers 与 Elkin，2006）：每个病例的真阳性数，减去每个病例的假阳性数乘以 p / (1 − p)，即 p 所表示的可接受的损害。请在模型的曲线为三者最高之处使用模型。</translation>
    </message>
</context>
<context>
    <name>retclip::CaseView</name>
    <message>
        <source>%1 of %2 · %3</source>
        <translation>%1 / %2 · %3</translation>
    </message>
    <message>
        <source>exam hidden</source>
        <translation>检查已隐藏</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>hidden until you have judged</source>
        <translation>在您判断之前隐藏</translation>
    </message>
    <message>
        <source>no prediction</source>
        <translation>没有预测</translation>
    </message>
    <message>
        <source>&lt;b&gt;Label&lt;/b&gt; %1 &amp;nbsp;&amp;nbsp; &lt;b&gt;Model&lt;/b&gt; %2%3</source>
        <translation>&lt;b&gt;标签&lt;/b&gt; %1 &amp;nbsp;&amp;nbsp; &lt;b&gt;模型&lt;/b&gt; %2%3</translation>
    </message>
    <message>
        <source>none given</source>
        <translation>未给出</translation>
    </message>
    <message>
        <source>Saliency of exam %1</source>
        <translation>检查 %1 的显著图</translation>
    </message>
    <message>
        <source>&lt;b&gt;Here because&lt;/b&gt; %1</source>
        <translation>&lt;b&gt;列入原因&lt;/b&gt; %1</translation>
    </message>
    <message>
        <source>Check the maps of run %1</source>
        <translation>检查运行 %1 的图</translation>
    </message>
</context>
<context>
    <name>retclip::ChangesModel</name>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>成为</translation>
    </message>
</context>
<context>
    <name>retclip::Chart</name>
    <message>
        <source>Show as table</source>
        <translation>以表格显示</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Export picture or table…</source>
        <translation>导出图片或表格…</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG 图形 (*.svg)</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>Export “%1”</source>
        <translation>导出“%1”</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>%1 could not be written.
Nothing was changed.
Choose another folder, or free some space.</source>
        <translation>无法写入 %1。
未作更改。
请选择其他文件夹或清理空间。</translation>
    </message>
    <message>
        <source>Table, copy and export of this chart</source>
        <translation>此图的表格、复制和导出</translation>
    </message>
    <message>
        <source>Chart menu</source>
        <translation>图表菜单</translation>
    </message>
</context>
<context>
    <name>retclip::CheckpointDialog</name>
    <message>
        <source>What %1 holds</source>
        <translation>%1 的内容</translation>
    </message>
    <message>
        <source>Reading; nothing in the file is run…</source>
        <translation>正在读取；文件中的任何内容都不会被执行…</translation>
    </message>
    <message>
        <source>Property</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>A whole network: every tensor is there.</source>
        <translation>完整的网络：所有张量都在。</translation>
    </message>
    <message>
        <source>A part of a network: what is missing begins anew.</source>
        <translation>网络的一部分：缺少的部分重新开始。</translation>
    </message>
    <message>
        <source>No tensor of this file fits a network of this program.</source>
        <translation>此文件中没有张量适合本程序的网络。</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Names of</source>
        <translation>命名方式</translation>
    </message>
    <message>
        <source>no known family</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Tensors in the file</source>
        <translation>文件中的张量</translation>
    </message>
    <message>
        <source>Tensors matched</source>
        <translation>匹配的张量</translation>
    </message>
    <message>
        <source>Checksum file</source>
        <translation>校验和文件</translation>
    </message>
    <message>
        <source>matches</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>differs: copy the file again</source>
        <translation>不同：请重新复制文件</translation>
    </message>
    <message>
        <source>none beside it</source>
        <translation>旁边没有</translation>
    </message>
    <message>
        <source>not compared (large file)</source>
        <translation>未比较（文件较大）</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>Not of the network</source>
        <translation>不属于该网络</translation>
    </message>
    <message>
        <source>Of another shape</source>
        <translation>形状不同</translation>
    </message>
    <message>
        <source>Resized</source>
        <translation>已调整大小</translation>
    </message>
</context>
<context>
    <name>retclip::ChecksDialog</name>
    <message>
        <source>OD right</source>
        <translation>OD 右</translation>
    </message>
    <message>
        <source>OS left</source>
        <translation>OS 左</translation>
    </message>
    <message>
        <source>Looking at photographs</source>
        <translation>正在查看照片</translation>
    </message>
    <message>
        <source>Looking: %1 of %2 photographs.</source>
        <translation>正在查看：%2 张照片中的第 %1 张。</translation>
    </message>
    <message>
        <source>%1 left. You can go on working, or close this window.</source>
        <translation>剩余 %1。您可以继续工作，或关闭此窗口。</translation>
    </message>
    <message>
        <source>%1 of %2 photographs were looked at. A person decides; this only ranks.</source>
        <translation>已查看 %2 张照片中的 %1 张。由人决定；这里只是排序。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Look at the rest</source>
        <translation>查看其余照片</translation>
    </message>
    <message>
        <source>Look at photographs</source>
        <translation>查看照片</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>group %1: the same file</source>
        <translation>第 %1 组：同一文件</translation>
    </message>
    <message>
        <source>group %1: alike, mirrored</source>
        <translation>第 %1 组：相似，镜像</translation>
    </message>
    <message>
        <source>group %1: alike</source>
        <translation>第 %1 组：相似</translation>
    </message>
    <message>
        <source>Eyes and pairs</source>
        <translation>眼别与配对</translation>
    </message>
    <message>
        <source>Photographs that look the same</source>
        <translation>看起来相同的照片</translation>
    </message>
    <message>
        <source>of different patients</source>
        <translation>不同患者</translation>
    </message>
    <message>
        <source>of one patient</source>
        <translation>同一患者</translation>
    </message>
    <message>
        <source>Poor photographs</source>
        <translation>质量差的照片</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>exam %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>The first %1 of %2 are listed; “Open in Data” shows all.</source>
        <translation>列出 %2 项中的前 %1 项；“在数据中打开”显示全部。</translation>
    </message>
    <message>
        <source>Checks of photographs</source>
        <translation>照片检查</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Eye</source>
        <translation>眼</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>发现的内容</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>What was looked at is kept; go on at any time</source>
        <translation>已查看的结果会保留；可随时继续</translation>
    </message>
    <message>
        <source>Swap the eyes (S)</source>
        <translation>交换左右眼 (S)</translation>
    </message>
    <message>
        <source>Named rightly (A)</source>
        <translation>眼别正确 (A)</translation>
    </message>
    <message>
        <source>Tags the exam “%1”, so that it is not asked again</source>
        <translation>给检查加标记“%1”，以后不再询问</translation>
    </message>
    <message>
        <source>Open in Data</source>
        <translation>在“数据”中打开</translation>
    </message>
    <message>
        <source>Nearly the same to the network of run %1</source>
        <translation>运行 %1 的网络认为几乎相同</translation>
    </message>
    <message>
        <source>Middle of the field</source>
        <translation>视野中心</translation>
    </message>
    <message>
        <source>group %1: similarity %2</source>
        <translation>第 %1 组：相似度 %2</translation>
    </message>
</context>
<context>
    <name>retclip::ClusterDialog</name>
    <message>
        <source>Job for a cluster</source>
        <translation>集群作业</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>A GPU for each process</source>
        <translation>每个进程一块 GPU</translation>
    </message>
    <message>
        <source>Copy the photographs into the folder</source>
        <translation>把照片复制到文件夹中</translation>
    </message>
    <message>
        <source>Without them the cluster must see the photographs at the same paths as this computer</source>
        <translation>若不复制，集群必须能在与本机相同的路径看到照片</translation>
    </message>
    <message>
        <source>Write the folder</source>
        <translation>写出文件夹</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Where the job&apos;s folder shall be made</source>
        <translation>在何处创建作业文件夹</translation>
    </message>
    <message>
        <source>Everything that this run needs goes into one folder: settings, data, start weights, a Slurm script and a torchrun script. Copy it to the cluster, start it there, and import the folder when it comes back.</source>
        <translation>本训练所需的一切写入一个文件夹：设置、数据、起始权重、Slurm 脚本和 torchrun 脚本。把它复制到集群，在那里启动，带回后再导入。</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新文件夹</translation>
    </message>
    <message>
        <source>Machines</source>
        <translation>机器数</translation>
    </message>
    <message>
        <source>Processes on each</source>
        <translation>每台进程数</translation>
    </message>
    <message>
        <source>Cores for each process</source>
        <translation>每进程核数</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>Partition of Slurm</source>
        <translation>Slurm 分区</translation>
    </message>
    <message>
        <source>Account of Slurm</source>
        <translation>Slurm 账户</translation>
    </message>
    <message>
        <source>Commands before the start</source>
        <translation>启动前的命令</translation>
    </message>
    <message>
        <source>The folder holds photographs and reports of patients: treat it as you treat the study.</source>
        <translation>该文件夹含有患者的照片和报告：请像对待研究一样对待它。</translation>
    </message>
    <message>
        <source>Only pretraining runs in several processes.</source>
        <translation>只有预训练可以在多个进程中运行。</translation>
    </message>
    <message>
        <source>A batch of %1 cannot be dealt evenly to %2 processes.</source>
        <translation>批次 %1 无法平均分给 %2 个进程。</translation>
    </message>
    <message>
        <source>Name a new folder.</source>
        <translation>请指定一个新文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>%n process(es), %1 patients each in a step</source>
        <translation>
            <numerusform>%n 个进程，每步各 %1 名患者</numerusform>
        </translation>
    </message>
    <message>
        <source>Write a job for a cluster</source>
        <translation>写出集群作业</translation>
    </message>
    <message>
        <source>Written: %1. Bring the folder back and import it: Train, Import a run…</source>
        <translation>已写出：%1。带回文件夹后导入：训练，导入训练…</translation>
    </message>
</context>
<context>
    <name>retclip::CommandPalette</name>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Command, exam or #run</source>
        <translation>命令、检查或 #运行</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>匹配项</translation>
    </message>
</context>
<context>
    <name>retclip::ComparePage</name>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>That run has no other evaluation yet: evaluate it on the same label set.</source>
        <translation>该运行还没有其他评估：请在同一标签集上评估它。</translation>
    </message>
    <message>
        <source>Choose what to compare with: another run, or another evaluation of this one.</source>
        <translation>请选择比较对象：另一个运行，或此运行的另一个评估。</translation>
    </message>
    <message>
        <source>The two are being compared.</source>
        <translation>正在比较两者。</translation>
    </message>
    <message>
        <source>%1 test cases of both.</source>
        <translation>两者共同的测试病例：%1。</translation>
    </message>
    <message>
        <source>Left out, as only one of the two judged them on test: %1 and %2.</source>
        <translation>因只有一方在测试集上判断过而未纳入：%1 和 %2。</translation>
    </message>
    <message>
        <source>Left out, as their label was changed in between: %1.</source>
        <translation>因其间标签有改动而未纳入：%1。</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>cases</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>AUROC %1</source>
        <translation>AUROC %1</translation>
    </message>
    <message>
        <source>difference, DeLong</source>
        <translation>差值，DeLong</translation>
    </message>
    <message>
        <source>DeLong</source>
        <translation>DeLong</translation>
    </message>
    <message>
        <source>Holm</source>
        <translation>Holm</translation>
    </message>
    <message>
        <source>bootstrap</source>
        <translation>自助法</translation>
    </message>
    <message>
        <source>McNemar</source>
        <translation>McNemar</translation>
    </message>
    <message>
        <source>Press to see the cases on which the two differ</source>
        <translation>点按查看两者判断不同的病例</translation>
    </message>
    <message numerus="yes">
        <source>%n patients</source>
        <translation>
            <numerusform>%n 名患者</numerusform>
        </translation>
    </message>
    <message>
        <source>The two rank all cases alike</source>
        <translation>两者对全部病例的排序相同</translation>
    </message>
    <message>
        <source>AUROC needs both classes; one of them does not occur here.</source>
        <translation>AUROC 需要两个类别；其中一个没有出现。</translation>
    </message>
    <message>
        <source>Right in %1 alone : right in %2 alone</source>
        <translation>仅 %1 正确 : 仅 %2 正确</translation>
    </message>
    <message>
        <source>metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差值</translation>
    </message>
    <message numerus="yes">
        <source>%n test exams that run %1 and run %2 call differently for %3</source>
        <translation>
            <numerusform>运行 %1 与运行 %2 对 %3 判断不同的 %n 次测试集检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Review these %n</source>
        <translation>
            <numerusform>审核这 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare with run</source>
        <translation>比较的运行</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Evaluation to compare with</source>
        <translation>用于比较的评估</translation>
    </message>
    <message>
        <source>Comparison of the two</source>
        <translation>两者的比较</translation>
    </message>
    <message>
        <source>Every metric of the two</source>
        <translation>两者的全部指标</translation>
    </message>
    <message>
        <source>Every metric, each on its own test cases</source>
        <translation>全部指标，各取自身的测试病例</translation>
    </message>
    <message>
        <source>Review these</source>
        <translation>审核这些</translation>
    </message>
    <message>
        <source>Difference: this evaluation less the other, with DeLong&apos;s 95 % interval (cases count as independent); Holm corrects its p over the classes. Bootstrap: the same draws of patients for both. McNemar: calls that one alone has right, exact test. Press a row to see the cases on which the two differ.</source>
        <translation>差值：此评估减去另一评估，附 DeLong 的 95 % 区间（病例视为独立）；Holm 法按类别数校正其 p 值。自助法：两者使用相同的患者抽样。McNemar：仅一方判断正确的病例，精确检验。点按一行查看两者判断不同的病例。</translation>
    </message>
</context>
<context>
    <name>retclip::ConfusionCell</name>
    <message>
        <source>%1: %2 of %3 predicted right (%4 %)</source>
        <translation>%1：%3 例中 %2 例预测正确（%4 %）</translation>
    </message>
    <message>
        <source>%1 taken for %2: %3 of %4 (%5 %)</source>
        <translation>%1 被判为 %2：%4 例中 %3 例（%5 %）</translation>
    </message>
    <message>
        <source>Press to see exactly these cases</source>
        <translation>点按查看这些病例</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>retclip::ConfusionView</name>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>retclip::CurveChart</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>x</source>
        <translation>x</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>retclip::DataBar</name>
    <message numerus="yes">
        <source>%Ln exam(s)</source>
        <translation>
            <numerusform>%Ln 次检查</numerusform>
        </translation>
    </message>
    <message>
        <source>Facets  (Ctrl+B)</source>
        <translation>分面（Ctrl+B）</translation>
    </message>
    <message>
        <source>Checks of photographs: quality, eyes, copies…</source>
        <translation>照片检查：质量、眼别、重复…</translation>
    </message>
    <message>
        <source>Grid of pairs</source>
        <translation>双眼网格</translation>
    </message>
    <message>
        <source>Table  (F4)</source>
        <translation>表格（F4）</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>In order of patient</source>
        <translation>按患者排序</translation>
    </message>
    <message>
        <source>Patient ↑</source>
        <translation>患者 ↑</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新的在前</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>最旧的在前</translation>
    </message>
    <message>
        <source>Age, highest first</source>
        <translation>年龄从大到小</translation>
    </message>
    <message>
        <source>Age, lowest first</source>
        <translation>年龄从小到大</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
</context>
<context>
    <name>retclip::DataWorkspace</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Show or hide the facets</source>
        <translation>显示或隐藏分面</translation>
    </message>
    <message>
        <source>Grid or table</source>
        <translation>网格或表格</translation>
    </message>
    <message>
        <source>Find again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Select all that were found</source>
        <translation>选择所有找到的</translation>
    </message>
    <message>
        <source>All exams of the study</source>
        <translation>研究的所有检查</translation>
    </message>
    <message>
        <source>Exams that match: %1</source>
        <translation>符合的检查：%1</translation>
    </message>
    <message>
        <source>Copy the exams&apos; codes</source>
        <translation>复制检查编号</translation>
    </message>
    <message>
        <source>No exams yet. Drop a folder here, or import a table.</source>
        <translation>还没有检查。把文件夹拖到这里，或导入表格。</translation>
    </message>
    <message>
        <source>No exam matches this query.</source>
        <translation>没有检查符合此查询。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Clear the query</source>
        <translation>清除查询</translation>
    </message>
    <message>
        <source>Exam %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>Chosen in Data</source>
        <translation>在“数据”中选择</translation>
    </message>
    <message>
        <source>Chosen among: %1</source>
        <translation>从中选择：%1</translation>
    </message>
    <message>
        <source>What undo would change</source>
        <translation>撤销将改变的内容</translation>
    </message>
    <message>
        <source>Checks of photographs: quality, eyes, copies…</source>
        <translation>照片检查：质量、眼别、重复…</translation>
    </message>
    <message>
        <source>Report privacy: names, numbers and days in reports</source>
        <translation>报告隐私：报告中的姓名、号码和日期</translation>
    </message>
    <message>
        <source>Labels from reports: what they propose</source>
        <translation>从报告提取标签：报告所建议的标签</translation>
    </message>
    <message>
        <source>Saved queries: save this line, or use one…</source>
        <translation>已存查询：保存当前查询，或使用已存的查询…</translation>
    </message>
    <message>
        <source>More like this: rank exams by likeness</source>
        <translation>更多相似检查：按相似程度排列</translation>
    </message>
    <message>
        <source>Less like this</source>
        <translation>更少相似检查</translation>
    </message>
    <message>
        <source>Terms of reports: words, synonyms, what stands together</source>
        <translation>报告术语：词语、同义词、共现</translation>
    </message>
    <message>
        <source>Pairing desk: photographs whose eye or exam is unclear</source>
        <translation>配对台：眼别或所属检查不明的照片</translation>
    </message>
    <message>
        <source>Nothing to compare with among these exams.</source>
        <translation>这些检查中没有可比较的内容。</translation>
    </message>
    <message>
        <source>New label set…</source>
        <translation>新建标签集…</translation>
    </message>
    <message>
        <source>Label set: what its labels mean, and their colours…</source>
        <translation>标签集：标签的含义和颜色…</translation>
    </message>
</context>
<context>
    <name>retclip::DatasetDialog</name>
    <message>
        <source>Freeze a dataset</source>
        <translation>冻结数据集</translation>
    </message>
    <message>
        <source>All exams of the study that are not excluded.</source>
        <translation>研究中所有未排除的检查。</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s): %1</source>
        <translation>
            <numerusform>%n 次检查：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Training set</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>Validation set</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Test set</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Keep shares of</source>
        <translation>保持比例的标签</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>A patient, with both eyes and all exams, goes to exactly one set. Once frozen, a dataset does not change; its hash proves it.</source>
        <translation>每名患者连同双眼和所有检查只进入一个集合。冻结后的数据集不再改变；其哈希可证明。</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>of the patients</source>
        <translation>的患者</translation>
    </message>
    <message>
        <source>These add up to %1 %, not 100 %.</source>
        <translation>总和为 %1 %，不是 100 %。</translation>
    </message>
    <message>
        <source>Freezing %1</source>
        <translation>正在冻结 %1</translation>
    </message>
    <message>
        <source>What the splits would share</source>
        <translation>各划分会共有的内容</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>共有</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Or say why it may be so; kept with the dataset</source>
        <translation>或说明为何可以如此；与数据集一同保存</translation>
    </message>
    <message>
        <source>See them</source>
        <translation>查看</translation>
    </message>
    <message numerus="yes">
        <source>%n leak(s) between the sets. The dataset was not frozen.</source>
        <translation>
            <numerusform>各集合之间有 %n 处泄漏。数据集未冻结。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s)</source>
        <translation>
            <numerusform>%n 次检查</numerusform>
        </translation>
    </message>
    <message>
        <source>Shared between the sets of %1</source>
        <translation>%1 各集合之间共有</translation>
    </message>
    <message>
        <source>Keep patients whose photographs look alike in one set</source>
        <translation>把照片看起来相似的患者放在同一划分中</translation>
    </message>
    <message>
        <source>Label sets, NAME/CLASS, sex, age, site or camera; several with commas: they are spread evenly</source>
        <translation>标签集、名称/类别、sex（性别）、age（年龄）、site（院区）或 camera（相机）；多项用逗号分隔：在各划分中均匀分布</translation>
    </message>
    <message>
        <source>Patients of this site or camera are the test set, and nobody else is; several with commas</source>
        <translation>仅以该院区或该相机的患者作为测试集；多项用逗号分隔</translation>
    </message>
    <message>
        <source>Hold out as test set</source>
        <translation>留作测试集</translation>
    </message>
    <message>
        <source>of the patients; the test set is who is held out, the others keep their proportion</source>
        <translation>的患者；测试集为留出的患者，其余划分保持比例</translation>
    </message>
</context>
<context>
    <name>retclip::DatasetDiffPage</name>
    <message>
        <source>not labelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>none of the classes</source>
        <translation>不属于任何类别</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Show these exams</source>
        <translation>显示这些检查</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>There is no other dataset yet: freeze a second version to see what has changed.</source>
        <translation>还没有其他数据集：冻结第二个版本后可查看更改。</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>Only in %1 (added)</source>
        <translation>仅在 %1 中（新增）</translation>
    </message>
    <message>
        <source>Only in %1 (removed)</source>
        <translation>仅在 %1 中（移除）</translation>
    </message>
    <message>
        <source>In another split</source>
        <translation>所属划分不同</translation>
    </message>
    <message>
        <source>Other photographs</source>
        <translation>照片不同</translation>
    </message>
    <message>
        <source>Another report</source>
        <translation>报告不同</translation>
    </message>
    <message>
        <source>Other labels</source>
        <translation>标签不同</translation>
    </message>
    <message numerus="yes">
        <source>The same in both: %n exam(s).</source>
        <translation>
            <numerusform>两者相同：%n 次检查。</numerusform>
        </translation>
    </message>
    <message>
        <source>An older program froze one of them: labels are not compared, and photographs and reports not told apart.</source>
        <translation>其中一个由旧版程序冻结：不比较标签，也不区分照片和报告。</translation>
    </message>
    <message>
        <source>%1 and %2: %3</source>
        <translation>%1 与 %2：%3</translation>
    </message>
</context>
<context>
    <name>retclip::DatasetSheetPage</name>
    <message>
        <source>Save the sheet as…</source>
        <translation>说明表另存为…</translation>
    </message>
    <message>
        <source>to be filled in by a person</source>
        <translation>待人工填写</translation>
    </message>
    <message>
        <source>what a person adds</source>
        <translation>人工补充内容</translation>
    </message>
    <message>
        <source>Questions that only a person can answer and nobody has yet: %1. Answers are kept in the study.</source>
        <translation>只能由人回答且尚未回答的问题：%1。回答保存在研究中。</translation>
    </message>
    <message>
        <source>Save the sheet</source>
        <translation>保存说明表</translation>
    </message>
    <message>
        <source>HTML (*.html);;Markdown (*.md)</source>
        <translation>HTML (*.html);;Markdown (*.md)</translation>
    </message>
</context>
<context>
    <name>retclip::DatasetsDialog</name>
    <message>
        <source>Datasets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Freeze another one…</source>
        <translation>再冻结一个…</translation>
    </message>
    <message>
        <source>Is it unchanged?</source>
        <translation>核对是否未变</translation>
    </message>
    <message>
        <source>Works the hash out again from the photographs and reports as they are now</source>
        <translation>按照片和报告的当前状态重新计算哈希</translation>
    </message>
    <message>
        <source>Balance and coverage</source>
        <translation>均衡性与覆盖</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Data sheet</source>
        <translation>数据说明表</translation>
    </message>
    <message>
        <source>There is no dataset yet. A dataset is a selection with a split by patient that does not change any more.</source>
        <translation>还没有数据集。数据集是按患者划分、不再更改的选集。</translation>
    </message>
    <message>
        <source>%1, frozen %2. Patients: %3 training, %4 validation, %5 test.</source>
        <translation>%1，冻结于 %2。患者：训练集 %3，验证集 %4，测试集 %5。</translation>
    </message>
    <message>
        <source>Shares kept even by %1.</source>
        <translation>按以下保持比例：%1。</translation>
    </message>
    <message>
        <source>Held out as test: %1.</source>
        <translation>留作测试集：%1。</translation>
    </message>
    <message>
        <source>Query: %1</source>
        <translation>查询：%1</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>正在核对 %1</translation>
    </message>
    <message>
        <source>Unchanged: the same exams, splits, photographs and reports.</source>
        <translation>未改变：检查、划分、照片和报告均相同。</translation>
    </message>
    <message>
        <source>%1 of dataset %2: %3</source>
        <translation>数据集 %2 的%1：%3</translation>
    </message>
</context>
<context>
    <name>retclip::DetailsPanel</name>
    <message>
        <source>Details of the exam</source>
        <translation>检查详情</translation>
    </message>
    <message>
        <source>Choose an exam to see what is known of it.</source>
        <translation>选择一次检查以查看已知信息。</translation>
    </message>
    <message>
        <source>exam %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>patient %1</source>
        <translation>患者 %1</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1 岁</translation>
    </message>
    <message>
        <source>REPORT</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>LABELS</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>TAGS AND MARKS</source>
        <translation>标记与状态</translation>
    </message>
    <message>
        <source>COMMENT</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>PHOTOGRAPHS</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>not photographed</source>
        <translation>未拍摄</translation>
    </message>
    <message>
        <source>photographed</source>
        <translation>拍摄</translation>
    </message>
    <message>
        <source>HISTORY</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Colour profile: %1</source>
        <translation>颜色配置文件：%1</translation>
    </message>
    <message>
        <source>Colour profile: %1, converted for the screen</source>
        <translation>颜色配置文件：%1，已为屏幕转换</translation>
    </message>
    <message>
        <source>Colour profile cannot be used: shown as stored</source>
        <translation>颜色配置文件无法使用：按存储值显示</translation>
    </message>
</context>
<context>
    <name>retclip::EvaluateWorkspace</name>
    <message>
        <source>Evaluate the run</source>
        <translation>评估运行</translation>
    </message>
    <message>
        <source>Evaluate run %1</source>
        <translation>评估运行 %1</translation>
    </message>
    <message>
        <source>Run %1 · %2 · test n = %3, %4 patients</source>
        <translation>运行 %1 · %2 · 测试 n = %3，%4 名患者</translation>
    </message>
    <message>
        <source>See how well a run predicts: choose a run and a label set on the left, then Evaluate.</source>
        <translation>查看运行的预测效果：在左侧选择运行和标签集，然后评估。</translation>
    </message>
    <message>
        <source>Open a study to evaluate its runs.</source>
        <translation>打开研究以评估其运行。</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Copy methods sentence</source>
        <translation>复制方法描述</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Page (*.html);;PDF (*.pdf);;Numbers (*.csv)</source>
        <translation>网页 (*.html);;PDF (*.pdf);;数值 (*.csv)</translation>
    </message>
    <message>
        <source>Report of run %1</source>
        <translation>运行 %1 的报告</translation>
    </message>
    <message>
        <source>Predictions of another program for %1</source>
        <translation>其他程序对 %1 的预测</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>Predictions of %1</source>
        <translation>对 %1 的预测</translation>
    </message>
    <message>
        <source>As the form at the left says</source>
        <translation>按左侧表单的设置</translation>
    </message>
    <message>
        <source>Save a report of the evaluation…</source>
        <translation>保存评估报告…</translation>
    </message>
    <message>
        <source>A page with charts, intervals and definitions (HTML, PDF), or the numbers (CSV)</source>
        <translation>含图表、区间和定义的网页（HTML、PDF），或数值（CSV）</translation>
    </message>
    <message>
        <source>Predictions of another program…</source>
        <translation>其他程序的预测…</translation>
    </message>
    <message>
        <source>A CSV table with exam or patient and a probability column a class</source>
        <translation>CSV 表格，含 exam 或 patient 列，以及每个类别一列概率</translation>
    </message>
    <message>
        <source>Evaluate: overview</source>
        <translation>评估：概览</translation>
    </message>
    <message>
        <source>Evaluate: operating point</source>
        <translation>评估：工作点</translation>
    </message>
    <message>
        <source>Evaluate: calibration</source>
        <translation>评估：校准</translation>
    </message>
    <message>
        <source>Evaluate: compare</source>
        <translation>评估：比较</translation>
    </message>
    <message>
        <source>Evaluate: subgroups</source>
        <translation>评估：亚组</translation>
    </message>
    <message>
        <source>Every metric with its interval, as CSV</source>
        <translation>全部指标及其区间，CSV 格式</translation>
    </message>
    <message>
        <source>What was done, for a paper&apos;s methods section</source>
        <translation>所做的工作，供论文方法部分使用</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>The class that curves, thresholds, calibration and groups speak of</source>
        <translation>曲线、阈值、校准和亚组所针对的类别</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>工作点</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Subgroups</source>
        <translation>亚组</translation>
    </message>
    <message>
        <source>Benchmarks</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>Public collections: add a download, run the published protocols, one table</source>
        <translation>公开数据集：加入下载的文件，运行已发表的方案，得到一张表</translation>
    </message>
    <message>
        <source>Benchmarks…</source>
        <translation>基准…</translation>
    </message>
    <message>
        <source>Public collections: add a download, run the published protocols, one table (Ctrl+Alt+B)</source>
        <translation>公开数据集：加入下载的文件，运行已发表的方案，得到一张表 (Ctrl+Alt+B)</translation>
    </message>
</context>
<context>
    <name>retclip::EvaluationForm</name>
    <message>
        <source>%1 / %2 only</source>
        <translation>仅 %1 / %2</translation>
    </message>
    <message>
        <source>the run&apos;s own split</source>
        <translation>运行自己的划分</translation>
    </message>
    <message>
        <source>%1 · %2
AUROC %3, n %4</source>
        <translation>%1 · %2
AUROC %3，n %4</translation>
    </message>
    <message>
        <source>No run has ended yet: train one, or open predictions of another program.</source>
        <translation>还没有结束的运行：请先训练一个，或打开其他程序的预测。</translation>
    </message>
    <message>
        <source>The study has no label set yet: label some exams, or import labels.</source>
        <translation>研究中还没有标签集：请标注一些检查，或导入标签。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Cases a class</source>
        <translation>每类病例数</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>种子数</translation>
    </message>
    <message>
        <source>Prompts: class: prompt | prompt</source>
        <translation>提示语：类别: 提示语 | 提示语</translation>
    </message>
    <message>
        <source>Retrieval (in Retrieve)</source>
        <translation>检索（在“检索”中）</translation>
    </message>
    <message>
        <source>Judge each eye, not the exam</source>
        <translation>按眼而不是按检查评判</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Predictions of another program…</source>
        <translation>其他程序的预测…</translation>
    </message>
    <message>
        <source>A CSV table: a column exam or patient, perhaps eye and split, and a probability column a class</source>
        <translation>CSV 表格：exam 或 patient 列，可选 eye 和 split，每个类别一列概率</translation>
    </message>
    <message>
        <source>EVALUATIONS</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Evaluations of this run</source>
        <translation>此运行的评估</translation>
    </message>
</context>
<context>
    <name>retclip::ExamDelegate</name>
    <message>
        <source>not photographed</source>
        <translation>未拍摄</translation>
    </message>
    <message>
        <source>no %1</source>
        <translation>无%1</translation>
    </message>
    <message>
        <source>Exam %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>OD and OS</source>
        <translation>右眼和左眼</translation>
    </message>
    <message>
        <source>labelled</source>
        <translation>已标注</translation>
    </message>
    <message>
        <source>not labelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>exam %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>已审核</translation>
    </message>
    <message>
        <source>all negative</source>
        <translation>全部阴性</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
</context>
<context>
    <name>retclip::ExamListModel</name>
    <message>
        <source>exam %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Eyes</source>
        <translation>眼别</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
</context>
<context>
    <name>retclip::ExamMenu</name>
    <message>
        <source>Open the pair	Q</source>
        <translation>打开双眼视图	Q</translation>
    </message>
    <message>
        <source>Copy code	Ctrl+C</source>
        <translation>复制编号	Ctrl+C</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Take the label away	0</source>
        <translation>移除标签	0</translation>
    </message>
    <message>
        <source>New label set…</source>
        <translation>新建标签集…</translation>
    </message>
    <message>
        <source>Tag…	T</source>
        <translation>标记…	T</translation>
    </message>
    <message>
        <source>Exclude, or take back	X</source>
        <translation>排除或恢复	X</translation>
    </message>
    <message>
        <source>Which eye is which…	W</source>
        <translation>确定左右眼…	W</translation>
    </message>
    <message>
        <source>The two eyes are swapped</source>
        <translation>双眼互换了</translation>
    </message>
    <message>
        <source>Send to review	R</source>
        <translation>送去审核	R</translation>
    </message>
    <message>
        <source>Freeze as a dataset…	Ctrl+D</source>
        <translation>冻结为数据集…	Ctrl+D</translation>
    </message>
    <message>
        <source>Export…	Ctrl+E</source>
        <translation>导出…	Ctrl+E</translation>
    </message>
    <message>
        <source>Report privacy…</source>
        <translation>报告隐私…</translation>
    </message>
    <message>
        <source>Labels from reports…	Ctrl+Shift+L</source>
        <translation>从报告提取标签…	Ctrl+Shift+L</translation>
    </message>
    <message>
        <source>History of this exam…</source>
        <translation>此检查的历史…</translation>
    </message>
    <message>
        <source>More like this	L</source>
        <translation>更多相似检查	L</translation>
    </message>
    <message>
        <source>Less like this	Shift+L</source>
        <translation>更少相似检查	Shift+L</translation>
    </message>
    <message numerus="yes">
        <source>Copying the codes of %n exam(s)</source>
        <translation>
            <numerusform>正在复制 %n 次检查的编号</numerusform>
        </translation>
    </message>
    <message>
        <source>What these labels mean, and their colours…</source>
        <translation>这些标签的含义和颜色…</translation>
    </message>
</context>
<context>
    <name>retclip::ExamViews</name>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
</context>
<context>
    <name>retclip::ExplanationBar</name>
    <message>
        <source>failed its checks</source>
        <translation>未通过检验</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Failed its checks: %1</source>
        <translation>未通过检验：%1</translation>
    </message>
    <message>
        <source>Saliency (A)</source>
        <translation>显著图（A）</translation>
    </message>
    <message>
        <source>relevance</source>
        <translation>相关性</translation>
    </message>
    <message>
        <source>attention rollout</source>
        <translation>注意力展开</translation>
    </message>
    <message>
        <source>occlusion (slow)</source>
        <translation>遮挡（慢）</translation>
    </message>
    <message>
        <source>How the map is made</source>
        <translation>显著图的计算方法</translation>
    </message>
    <message>
        <source>Least value shown</source>
        <translation>显示的最小值</translation>
    </message>
    <message>
        <source>Shows only what is marked at least so strongly</source>
        <translation>只显示标记强度不低于此值之处</translation>
    </message>
    <message>
        <source>How the map is made; whether the ways can be trusted says the button beside it</source>
        <translation>图的生成方式；各方式是否可信由旁边的按钮检查</translation>
    </message>
    <message>
        <source>What each eye adds to the similarity; the two add up to it</source>
        <translation>每只眼对相似度的贡献；两者之和即相似度</translation>
    </message>
    <message>
        <source>Stop checking</source>
        <translation>停止检查</translation>
    </message>
    <message>
        <source>Check these maps</source>
        <translation>检查这些图</translation>
    </message>
    <message>
        <source>Whether maps change when the network&apos;s weights are shuffled, whether what they mark matters, and whether they point at regions; minutes</source>
        <translation>打乱网络权重后图是否改变、所标之处是否重要、是否指向已标区域；需数分钟</translation>
    </message>
</context>
<context>
    <name>retclip::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Selection: %1</source>
        <translation>选集：%1</translation>
    </message>
    <message>
        <source>The whole study</source>
        <translation>整个研究</translation>
    </message>
    <message>
        <source>Dataset %1</source>
        <translation>数据集 %1</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Into the folder</source>
        <translation>导出到文件夹</translation>
    </message>
    <message>
        <source>Remove names and dates of birth</source>
        <translation>去除姓名和出生日期</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>All exams of the study</source>
        <translation>研究的所有检查</translation>
    </message>
    <message>
        <source>Pseudonyms, reports redacted, photographs without metadata; no sites, tags and comments. All that is written is read back and looked through: where something is left, nothing leaves.</source>
        <translation>使用假名，报告遮盖，照片不带元数据；不含院区、标记和评论。写出的一切都会被回读检查：若有遗留，则不导出。</translation>
    </message>
    <message>
        <source>Same pseudonyms in later exports, days moved</source>
        <translation>以后的导出沿用同样的假名，日期平移</translation>
    </message>
    <message>
        <source>With a key, kept in a file outside the study. Without one, the pseudonyms are new each time and days are left out.</source>
        <translation>使用保存在研究之外文件中的密钥。不用密钥时，每次假名都不同，且不含日期。</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
</context>
<context>
    <name>retclip::EyeSamples</name>
    <message>
        <source>Sample pairs</source>
        <translation>样例对</translation>
    </message>
    <message>
        <source>This layout names both eyes by itself; there is nothing to show yet.</source>
        <translation>此格式自身注明双眼；暂无可显示的内容。</translation>
    </message>
    <message>
        <source>cannot be shown</source>
        <translation>无法显示</translation>
    </message>
    <message>
        <source>no photograph</source>
        <translation>没有照片</translation>
    </message>
    <message>
        <source>a file&apos;s name says the other eye</source>
        <translation>文件名写的是另一只眼</translation>
    </message>
</context>
<context>
    <name>retclip::EyesPage</name>
    <message>
        <source>Pairs before</source>
        <translation>前面的配对</translation>
    </message>
    <message>
        <source>More pairs</source>
        <translation>更多配对</translation>
    </message>
    <message>
        <source>The optic disc lies on the side of the nose: in photographs that are not mirrored, the two discs meet in the middle. If they lie outside, go back and exchange the two columns.</source>
        <translation>视盘位于鼻侧：未镜像的照片中两个视盘在中间相对。若在外侧，请返回并交换两列。</translation>
    </message>
    <message>
        <source>Looking through the pairs…</source>
        <translation>正在查看配对…</translation>
    </message>
    <message>
        <source>Which eye a photograph shows is told by the layout.</source>
        <translation>照片的眼别由格式说明。</translation>
    </message>
    <message>
        <source>Pairs %1 to %2 of %3</source>
        <translation>第 %1 至 %2 对，共 %3 对</translation>
    </message>
    <message numerus="yes">
        <source>Which eye a photograph shows is told by its column. All %Ln pair(s) of the table can be looked at here, as you would face the patient:</source>
        <translation>
            <numerusform>照片的眼别由其所在列决定。此处可查看表格中的全部 %Ln 对，按面对患者的方位排列：</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Which eye a photograph shows is told by its column. These are the first %Ln pair(s) only, as you would face the patient:</source>
        <translation>
            <numerusform>照片的眼别由其所在列决定。此处仅为前 %Ln 对，按面对患者的方位排列：</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln pair(s) the files&apos; names say the other eye than their columns; these come first. If all discs lie outside, go back and exchange the two columns.</source>
        <translation>
            <numerusform>有 %Ln 对照片的文件名与所在列的眼别不符，已排在最前。如果视盘都在外侧，请返回并交换两列。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::FacetBar</name>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Eyes photographed</source>
        <translation>拍摄的眼</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标记</translation>
    </message>
</context>
<context>
    <name>retclip::FacetsPanel</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Eyes photographed</source>
        <translation>拍摄的眼</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>院区</translation>
    </message>
    <message>
        <source>Narrow down</source>
        <translation>缩小范围</translation>
    </message>
    <message>
        <source>Facets</source>
        <translation>分面</translation>
    </message>
    <message>
        <source>Poor photographs</source>
        <translation>质量差的照片</translation>
    </message>
    <message>
        <source>Middle of the field</source>
        <translation>视野中心</translation>
    </message>
</context>
<context>
    <name>retclip::GeneralPage</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of the window, at once. F9 switches. Default: the system&apos;s.</source>
        <translation>窗口的语言，立即生效。F9 切换。默认：与系统相同。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Dark keeps eyes ready for photographs in a dim room. F7 switches. Default: as the system.</source>
        <translation>深色便于在暗室中看照片。F7 切换。默认：跟随系统。</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Of all text, beside the screen&apos;s own scale. Default: 100 %.</source>
        <translation>所有文字的大小，与屏幕缩放无关。默认：100 %。</translation>
    </message>
    <message>
        <source>Reader&apos;s name</source>
        <translation>评分者姓名</translation>
    </message>
    <message>
        <source>Stands in the history beside every label and verdict you give. Default: the name of your login.</source>
        <translation>显示在历史中您给出的每个标签和结论旁。默认：登录名。</translation>
    </message>
    <message>
        <source>Go on to the next exam after a class</source>
        <translation>给出类别后转到下一个检查</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Where one class is chosen, the next exam comes by itself: a key an exam. Default: on.</source>
        <translation>单选时自动转到下一个检查：一个检查一个键。默认：开。</translation>
    </message>
    <message>
        <source>Hide patients&apos; identifiers  (F8)</source>
        <translation>隐藏患者标识  (F8)</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>On this screen alone: for a guest, or a picture of the window. Default: off.</source>
        <translation>仅在此屏幕上：有来客或截图时使用。默认：关。</translation>
    </message>
    <message>
        <source> µm</source>
        <translation> µm</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>Disc diameter</source>
        <translation>视盘直径</translation>
    </message>
    <message>
        <source>This study&apos;s assumption: measured lengths are also given in millimetres, as if every disc had this diameter. Default: not stated.</source>
        <translation>本研究的假设：测量长度同时以毫米给出，如同每个视盘都是此直径。默认：未说明。</translation>
    </message>
</context>
<context>
    <name>retclip::GradePanel</name>
    <message>
        <source>none of these</source>
        <translation>以上都不是</translation>
    </message>
    <message>
        <source>FINAL LABEL · %1</source>
        <translation>最终标签 · %1</translation>
    </message>
    <message>
        <source>YOUR GRADE · %1</source>
        <translation>您的评分 · %1</translation>
    </message>
    <message>
        <source>U   stays ambiguous</source>
        <translation>U   仍难以判定</translation>
    </message>
    <message>
        <source>U   cannot be graded</source>
        <translation>U   无法评分</translation>
    </message>
    <message>
        <source>Keep and next (Enter)</source>
        <translation>保留并到下一个（回车）</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>下一个（回车）</translation>
    </message>
    <message>
        <source>%1 a minute</source>
        <translation>每分钟 %1 个</translation>
    </message>
    <message>
        <source>You grade more slowly than at first: time for a break?</source>
        <translation>您的评分速度比开始时慢：休息一下？</translation>
    </message>
    <message numerus="yes">
        <source>%n minutes without a break: time for one?</source>
        <translation>
            <numerusform>已连续 %n 分钟未休息：休息一下？</numerusform>
        </translation>
    </message>
    <message>
        <source>[  OD</source>
        <translation>[  OD</translation>
    </message>
    <message>
        <source>\  both</source>
        <translation>\  双眼</translation>
    </message>
    <message>
        <source>]  OS</source>
        <translation>]  OS</translation>
    </message>
    <message>
        <source>Grade the right eye</source>
        <translation>为右眼评分</translation>
    </message>
    <message>
        <source>Grade both eyes at once</source>
        <translation>同时为双眼评分</translation>
    </message>
    <message>
        <source>Grade the left eye</source>
        <translation>为左眼评分</translation>
    </message>
    <message>
        <source>COMMENT</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>C to write, Ctrl+Enter to return; goes with the grade</source>
        <translation>按 C 书写，Ctrl+Enter 返回；随评分一起保存</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
</context>
<context>
    <name>retclip::Grid</name>
    <message>
        <source>superior</source>
        <translation>上方</translation>
    </message>
    <message>
        <source>nasal</source>
        <translation>鼻侧</translation>
    </message>
    <message>
        <source>inferior</source>
        <translation>下方</translation>
    </message>
    <message>
        <source>temporal</source>
        <translation>颞侧</translation>
    </message>
    <message>
        <source>S</source>
        <comment>superior, in a sector</comment>
        <translation>上</translation>
    </message>
    <message>
        <source>N</source>
        <comment>nasal, in a sector</comment>
        <translation>鼻</translation>
    </message>
    <message>
        <source>I</source>
        <comment>inferior, in a sector</comment>
        <translation>下</translation>
    </message>
    <message>
        <source>T</source>
        <comment>temporal, in a sector</comment>
        <translation>颞</translation>
    </message>
    <message>
        <source>ETDRS grid</source>
        <translation>ETDRS 网格</translation>
    </message>
    <message>
        <source>Quadrants about the disc</source>
        <translation>视盘周围象限</translation>
    </message>
    <message>
        <source>central subfield</source>
        <translation>中心区</translation>
    </message>
    <message>
        <source>disc</source>
        <translation>视盘</translation>
    </message>
    <message>
        <source>inner %1</source>
        <translation>内环%1</translation>
    </message>
    <message>
        <source>outer %1</source>
        <translation>外环%1</translation>
    </message>
    <message>
        <source>%1, up to %2 DD from the disc</source>
        <translation>%1，距视盘 %2 DD 以内</translation>
    </message>
</context>
<context>
    <name>retclip::GuideDialog</name>
    <message>
        <source>Guide: %1</source>
        <translation>指南：%1</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>搜索指南</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No page has all of these words.</source>
        <translation>没有页面包含全部这些词。</translation>
    </message>
</context>
<context>
    <name>retclip::GuidedTour</name>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>结束导览</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Left arrow</source>
        <translation>左箭头</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Right arrow, Space or Enter</source>
        <translation>右箭头、空格或回车</translation>
    </message>
</context>
<context>
    <name>retclip::Histogram</name>
    <message>
        <source>from</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>count</source>
        <translation>计数</translation>
    </message>
</context>
<context>
    <name>retclip::HistoryDialog</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Nothing here is ever taken out: undoing and restoring are lines of their own, and each line is chained to the one before by its hash.</source>
        <translation>此处的内容从不删除：撤销和恢复各自另记一条，每条记录都通过哈希与前一条相连。</translation>
    </message>
    <message>
        <source>Show its exams</source>
        <translation>显示相关检查</translation>
    </message>
    <message>
        <source>The exams that this line changed, in Data</source>
        <translation>在“数据”中显示此记录更改的检查</translation>
    </message>
    <message>
        <source>Restore to this moment…</source>
        <translation>恢复到此时刻…</translation>
    </message>
    <message>
        <source>How things stood after this line; you see what would change before anything does</source>
        <translation>此记录之后的状态；更改前会先显示将更改的内容</translation>
    </message>
    <message>
        <source>Who did it</source>
        <translation>操作者</translation>
    </message>
    <message>
        <source>What kind of change</source>
        <translation>更改类型</translation>
    </message>
    <message>
        <source>Since when: choose, or type a day or a time such as 2026-11-24 14:05, tuesday, 3d</source>
        <translation>起始时间：选择，或输入日期或时间，如 2026-11-24 14:05、tuesday、3d</translation>
    </message>
    <message>
        <source>at any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>since yesterday</source>
        <translation>昨天以来</translation>
    </message>
    <message>
        <source>in 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>in 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>any exam: type its code</source>
        <translation>任何检查：输入编号</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>anybody</source>
        <translation>任何人</translation>
    </message>
    <message>
        <source>any kind</source>
        <translation>任何类型</translation>
    </message>
    <message>
        <source>%1: %2 × %3</source>
        <translation>%1：%2 × %3</translation>
    </message>
    <message>
        <source>Nothing of that was done.</source>
        <translation>没有此类操作。</translation>
    </message>
    <message>
        <source>Changed by No. %1 of the history: %2</source>
        <translation>由历史记录第 %1 号更改：%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>so many lines, so many persons</comment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln person(s)</source>
        <translation>
            <numerusform>%Ln 人</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::HistoryModel</name>
    <message>
        <source>%1 (taken back)</source>
        <translation>%1（已撤销）</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>retclip::HitWhy</name>
    <message>
        <source>Why this hit</source>
        <translation>为何命中</translation>
    </message>
    <message>
        <source>Association, not evidence. Hold A to see the photographs alone.</source>
        <translation>关联，不是证据。按住 A 只看照片。</translation>
    </message>
    <message>
        <source>Check the maps of run %1</source>
        <translation>检查运行 %1 的图</translation>
    </message>
</context>
<context>
    <name>retclip::HitsModel</name>
    <message>
        <source>Rank %1, similarity %2. %3</source>
        <translation>第 %1 名，相似度 %2。%3</translation>
    </message>
</context>
<context>
    <name>retclip::HitsPanel</name>
    <message>
        <source>Hits</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Select these</source>
        <translation>选择这些</translation>
    </message>
    <message>
        <source>The study or the run changed after this was computed.</source>
        <translation>计算之后研究或运行已改变。</translation>
    </message>
    <message>
        <source>Recompute</source>
        <translation>重新计算</translation>
    </message>
</context>
<context>
    <name>retclip::ImportCheckPage</name>
    <message>
        <source>Link the photographs: they stay where they are</source>
        <translation>链接照片：保留在原位置</translation>
    </message>
    <message>
        <source>Copy the photographs into the study</source>
        <translation>把照片复制到研究中</translation>
    </message>
    <message>
        <source>Find photographs of the same content</source>
        <translation>查找内容相同的照片</translation>
    </message>
    <message>
        <source>Remove names and dates of birth: pseudonyms, days moved, reports redacted, photographs copied without metadata</source>
        <translation>去除姓名和出生日期：使用假名，日期平移，报告遮盖，照片复制时不带元数据</translation>
    </message>
    <message>
        <source>The key of the pseudonyms lies outside the study. With the same key, more of the same patient comes to the same place.</source>
        <translation>假名的密钥放在研究之外。用同一密钥，同一患者的更多数据会归到同一处。</translation>
    </message>
    <message>
        <source>Key of the pseudonyms</source>
        <translation>假名密钥</translation>
    </message>
    <message>
        <source>Looking; nothing is written…</source>
        <translation>正在查看；不写入任何内容…</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>未变</translation>
    </message>
    <message>
        <source>%1 without a report</source>
        <translation>%1 个没有报告</translation>
    </message>
    <message numerus="yes">
        <source>patient(s)</source>
        <translation>
            <numerusform>患者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>exam(s)</source>
        <translation>
            <numerusform>检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>photograph(s)</source>
        <translation>
            <numerusform>照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>report(s)</source>
        <translation>
            <numerusform>报告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>label(s)</source>
        <translation>
            <numerusform>标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pair(s)</source>
        <translation>
            <numerusform>%Ln 对</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of one eye</source>
        <translation>%1 只有一眼</translation>
    </message>
    <message>
        <source>%1 with the eye unknown</source>
        <translation>%1 眼别未知</translation>
    </message>
</context>
<context>
    <name>retclip::ImportColumnsPage</name>
    <message>
        <source>leave out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>site</source>
        <translation>院区</translation>
    </message>
    <message>
        <source>split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>left eye (OS)</source>
        <translation>左眼（OS）</translation>
    </message>
    <message>
        <source>right eye (OD)</source>
        <translation>右眼（OD）</translation>
    </message>
    <message>
        <source>photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>which eye</source>
        <translation>哪只眼</translation>
    </message>
    <message>
        <source>report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>report of the left eye</source>
        <translation>左眼报告</translation>
    </message>
    <message>
        <source>report of the right eye</source>
        <translation>右眼报告</translation>
    </message>
    <message>
        <source>label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>class, 0 or 1</source>
        <translation>类别，0 或 1</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Choose another one where the values look garbled.</source>
        <translation>若内容显示为乱码，请选择其他编码。</translation>
    </message>
    <message>
        <source>Name of the set of 0/1 classes</source>
        <translation>0/1 类别集合的名称</translation>
    </message>
    <message>
        <source>File name pattern</source>
        <translation>文件名模式</translation>
    </message>
    <message>
        <source>A regular expression with the groups patient, eye and, where there is one, date.</source>
        <translation>含有 patient、eye 和（如有）date 组的正则表达式。</translation>
    </message>
    <message>
        <source>Your column</source>
        <translation>您的列</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>成为</translation>
    </message>
    <message>
        <source>First values</source>
        <translation>前几个值</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>匹配程度</translation>
    </message>
    <message>
        <source>Column %1 becomes</source>
        <translation>列 %1 成为</translation>
    </message>
    <message>
        <source>The headings were taken from row %1; the rows above it are not read.</source>
        <translation>列名取自第 %1 行；其上方的行不读取。</translation>
    </message>
    <message>
        <source>Patient and eye are read from the names of the files and folders: 10_left.jpg, P3-OD.png, 003R.jpg, 王_左.jpg. Below is what is read from yours. Where that is wrong, write a pattern: (?&lt;patient&gt;\d+)_(?&lt;eye&gt;left|right) reads patient 10 and the left eye from 10_left.jpg; (?&lt;patient&gt;[^/]+)/.*(?&lt;eye&gt;left|right) takes each folder as a patient.</source>
        <translation>患者和眼别由文件名和文件夹名读出：10_left.jpg、P3-OD.png、003R.jpg、王_左.jpg。下方是从您的文件名中读出的内容。如有错误，请写一个规则：(?&lt;patient&gt;\d+)_(?&lt;eye&gt;left|right) 从 10_left.jpg 读出患者 10 和左眼；(?&lt;patient&gt;[^/]+)/.*(?&lt;eye&gt;left|right) 把每个文件夹当作一名患者。</translation>
    </message>
    <message>
        <source>What is read from the names</source>
        <translation>从文件名读出的内容</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Eye</source>
        <translation>眼别</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>No column names the patient yet. Choose “patient” in “Becomes” for the column with the patient&apos;s number or code.</source>
        <translation>还没有列注明患者。请为写有患者编号的列在“作为”中选择“患者”。</translation>
    </message>
    <message>
        <source>This is no regular expression with a group named patient yet.</source>
        <translation>这还不是带有 patient 组的正则表达式。</translation>
    </message>
    <message>
        <source>eye unknown</source>
        <translation>眼别未知</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>不符合</translation>
    </message>
    <message>
        <source>Columns and what becomes of them</source>
        <translation>各列及其用途</translation>
    </message>
</context>
<context>
    <name>retclip::ImportRows</name>
    <message>
        <source>left out</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>in, without a photograph</source>
        <translation>已导入，缺照片</translation>
    </message>
    <message>
        <source>in, without the value</source>
        <translation>已导入，缺该值</translation>
    </message>
    <message>
        <source>in, to be looked at</source>
        <translation>已导入，请查看</translation>
    </message>
    <message>
        <source>No row is left out.</source>
        <translation>所有行均已导入。</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are left out.</source>
        <translation>
            <numerusform>%n 行未导入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of what is in should be looked at.</source>
        <translation>
            <numerusform>已导入的内容中有 %n 处需要查看。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photograph(s) are not in; the rest of their rows is.</source>
        <translation>
            <numerusform>%n 张照片未导入；所在行的其余内容已导入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) could not be read; their rows are in.</source>
        <translation>
            <numerusform>%n 个值无法读取；所在行已导入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the list…</source>
        <translation>保存列表…</translation>
    </message>
    <message>
        <source>What is not in, or to be looked at</source>
        <translation>未导入或需查看的内容</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>处理结果</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message numerus="yes">
        <source>The first %n line(s) are shown here; the saved list holds all.</source>
        <translation>
            <numerusform>此处显示前 %n 行；保存的列表包含全部内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>保存列表</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>retclip::ImportRowsDialog</name>
    <message>
        <source>Import of %1</source>
        <translation>导入 %1</translation>
    </message>
</context>
<context>
    <name>retclip::ImportSourcePage</name>
    <message>
        <source>A table (CSV, TSV, XLSX) that names the photographs, a folder of photographs or DICOM files, or a data set in a layout that is known here.</source>
        <translation>列出照片的表格（CSV、TSV、XLSX）、照片或 DICOM 文件的文件夹，或此处已知格式的数据集。</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>文件或文件夹</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Find out</source>
        <translation>识别</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation>找到：%1</translation>
    </message>
</context>
<context>
    <name>retclip::ImportWizard</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>1  Source</source>
        <translation>1  来源</translation>
    </message>
    <message>
        <source>2  Columns</source>
        <translation>2  列</translation>
    </message>
    <message>
        <source>3  Eyes</source>
        <translation>3  眼别</translation>
    </message>
    <message>
        <source>4  Check</source>
        <translation>4  核对</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Looked through: nothing was written.</source>
        <translation>已查看：未写入任何内容。</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>正在导入 %1</translation>
    </message>
    <message>
        <source>To be looked at after an import</source>
        <translation>导入后需要查看</translation>
    </message>
</context>
<context>
    <name>retclip::IntervalChart</name>
    <message>
        <source>%1  (n %2)</source>
        <translation>%1  (n %2)</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>low</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>high</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>few cases</source>
        <translation>病例少</translation>
    </message>
</context>
<context>
    <name>retclip::IssueChips</name>
    <message>
        <source>A probe on the run&apos;s embeddings, which has not learned from the exam, says another class</source>
        <translation>基于运行嵌入向量、未从该检查学习的探测器判为另一类别</translation>
    </message>
    <message>
        <source>Nearly the same photograph is labelled otherwise elsewhere</source>
        <translation>几乎相同的照片在别处的标签不同</translation>
    </message>
    <message>
        <source>To the run most other reports fit these photographs better</source>
        <translation>对该运行而言，多数其他报告更符合这些照片</translation>
    </message>
    <message>
        <source>One eye is labelled otherwise than the other, or looks like the other eye</source>
        <translation>一只眼的标签与另一只眼不同，或看起来像另一只眼</translation>
    </message>
    <message>
        <source>The report&apos;s words speak for another label</source>
        <translation>报告用词支持另一标签</translation>
    </message>
    <message>
        <source>People gave different labels, and nobody has settled it</source>
        <translation>不同的人给出了不同标签，尚无人裁定</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Look-alikes</source>
        <translation>相似照片</translation>
    </message>
    <message>
        <source>Report and photographs</source>
        <translation>报告与照片</translation>
    </message>
    <message>
        <source>Two eyes</source>
        <translation>双眼</translation>
    </message>
    <message>
        <source>Report and label</source>
        <translation>报告与标签</translation>
    </message>
    <message>
        <source>Readers</source>
        <translation>评分者</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All kinds together, what several find first</source>
        <translation>所有种类合并，多种都指出的在前</translation>
    </message>
</context>
<context>
    <name>retclip::IssuesModel</name>
    <message>
        <source>none of the classes</source>
        <translation>不属于任何类别</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Exam %1, %2</source>
        <translation>检查 %1，%2</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>已审核</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>未审核</translation>
    </message>
    <message>
        <source>How likely something is wrong, 0 to 1; what several kinds find stands higher</source>
        <translation>有误的可能性，0 到 1；多种都指出的更高</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Doubt</source>
        <translation>可疑度</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Instead, or verdict</source>
        <translation>建议或结论</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>retclip::IssuesPage</name>
    <message>
        <source>no run</source>
        <translation>无运行</translation>
    </message>
    <message>
        <source>Label issues</source>
        <translation>标签问题</translation>
    </message>
    <message>
        <source>%1 of %2 · %3</source>
        <translation>第 %1 个，共 %2 个 · %3</translation>
    </message>
    <message>
        <source>exam hidden</source>
        <translation>检查号已隐藏</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Look for issues</source>
        <translation>查找问题</translation>
    </message>
    <message>
        <source>Review these (R)</source>
        <translation>审核这些（R）</translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) or verdict(s) changed since the list was made.</source>
        <translation>
            <numerusform>列表生成后有 %n 个标签或结论已更改。</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at labels, reports and photographs…</source>
        <translation>正在查看标签、报告和照片…</translation>
    </message>
    <message>
        <source>Open a study to look for wrong labels.</source>
        <translation>请打开一个研究以查找错误标签。</translation>
    </message>
    <message>
        <source>The study has no label set yet: import labels, or define one.</source>
        <translation>该研究还没有标签集：请导入标签或新建一个。</translation>
    </message>
    <message>
        <source>One list of labels that are likely wrong, each with its reasons: choose the labels and a run whose embeddings are asked, then look.</source>
        <translation>可能有误的标签合为一个列表，各附理由：请选择标签和使用其嵌入向量的运行，然后查找。</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) listed</source>
        <translation>
            <numerusform>列出 %n 次检查</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 reviewed</source>
        <translation>已审核 %1</translation>
    </message>
    <message>
        <source>estimated wrong by the model: %1 of %2 labels</source>
        <translation>模型估计有误：%2 个标签中的 %1 个</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) whose label in %1 is doubted</source>
        <translation>
            <numerusform>%1 中标签可疑的 %n 次检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) whose label in %1 is doubted: %2</source>
        <translation>
            <numerusform>%1 中标签可疑的 %n 次检查：%2</numerusform>
        </translation>
    </message>
    <message>
        <source>Review queue</source>
        <translation>审核队列</translation>
    </message>
    <message>
        <source>Back to the queue (Esc)</source>
        <translation>返回队列（Esc）</translation>
    </message>
    <message>
        <source>Label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>Whose labels are doubted</source>
        <translation>检查哪个标签集的标签</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>A pretraining run: a probe on its embeddings says what each exam looks like. Without one the other kinds are listed</source>
        <translation>预训练运行：基于其嵌入向量的探测器判断每次检查像什么。没有运行时仅列出其他种类</translation>
    </message>
    <message>
        <source>Whose word</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Cross-validated: each exam is judged by a probe that has not learned from its patient</source>
        <translation>交叉验证：每次检查由未从该患者学习的探测器判断</translation>
    </message>
    <message>
        <source>cross-validated, %1 folds</source>
        <translation>交叉验证，%1 折</translation>
    </message>
    <message>
        <source>the run&apos;s own predictions</source>
        <translation>运行自身的预测</translation>
    </message>
    <message>
        <source>Goes on behind; nothing is changed</source>
        <translation>在后台进行；不作任何更改</translation>
    </message>
    <message>
        <source>This list, in this order, as the review queue, beginning with the row chosen</source>
        <translation>以此列表及此顺序作为审核队列，从所选行开始</translation>
    </message>
    <message>
        <source>Labels that are likely wrong</source>
        <translation>可能有误的标签</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>%1 · Enter next · K next kind · R review these</source>
        <translation>%1 · Enter 下一个 · K 下一种类 · R 审核这些</translation>
    </message>
</context>
<context>
    <name>retclip::JobLine</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Stop this; what is finished is kept</source>
        <translation>停止；已完成的保留</translation>
    </message>
</context>
<context>
    <name>retclip::KeyField</name>
    <message>
        <source>Press the new key here</source>
        <translation>在此按下新的按键</translation>
    </message>
</context>
<context>
    <name>retclip::KeyFileLine</name>
    <message>
        <source>Key of the pseudonyms</source>
        <translation>假名密钥</translation>
    </message>
    <message>
        <source>File with the key of the pseudonyms</source>
        <translation>保存假名密钥的文件</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
</context>
<context>
    <name>retclip::KeySheet</name>
    <message>
        <source>Anywhere</source>
        <translation>任何位置</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Retrieve</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Single keys act on the photographs and the grid, with an input method switched on too.</source>
        <translation>单键作用于照片和网格，输入法开启时也有效。</translation>
    </message>
</context>
<context>
    <name>retclip::KeysPage</name>
    <message>
        <source>Search actions and keys</source>
        <translation>搜索操作和按键</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其按键</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>复制列表</translation>
    </message>
    <message>
        <source>The list is on the clipboard.</source>
        <translation>列表已复制到剪贴板。</translation>
    </message>
    <message>
        <source>%1 (changed)</source>
        <translation>%1（已更改）</translation>
    </message>
    <message>
        <source>Choose an action, then press its new key.</source>
        <translation>先选择一个操作，再按下它的新按键。</translation>
    </message>
    <message>
        <source>“%1” acts everywhere, so it needs Ctrl, Alt or a function key.</source>
        <translation>“%1”在任何位置生效，因此需要 Ctrl、Alt 或功能键。</translation>
    </message>
    <message>
        <source>“%1” acts on a canvas: choose a letter, digit or sign without Ctrl or Alt.</source>
        <translation>“%1”在画布上生效：请选择字母、数字或符号，不加 Ctrl 或 Alt。</translation>
    </message>
    <message>
        <source>%1 belongs to “%2” (%3). Nothing was changed: give that one another key first.</source>
        <translation>%1 已属于“%2”（%3）。未作更改：请先为后者换一个按键。</translation>
    </message>
    <message>
        <source>“%1” is %2 now.</source>
        <translation>“%1”现为 %2。</translation>
    </message>
</context>
<context>
    <name>retclip::LabelRow</name>
    <message>
        <source>Label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>New label set…</source>
        <translation>新建标签集…</translation>
    </message>
    <message>
        <source>%1  (key %2)</source>
        <translation>%1（键 %2）</translation>
    </message>
    <message>
        <source>for</source>
        <translation>针对</translation>
    </message>
    <message>
        <source>both eyes</source>
        <translation>双眼</translation>
    </message>
    <message>
        <source>Label the right eye  (key [)</source>
        <translation>标注右眼（键 [）</translation>
    </message>
    <message>
        <source>Label the left eye  (key ])</source>
        <translation>标注左眼（键 ]）</translation>
    </message>
    <message>
        <source>Label both eyes  (key \)</source>
        <translation>标注双眼（键 \）</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Take the label away  (key 0)</source>
        <translation>移除标签（键 0）</translation>
    </message>
    <message>
        <source>saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>What these labels mean, and their colours…</source>
        <translation>这些标签的含义和颜色…</translation>
    </message>
</context>
<context>
    <name>retclip::LabelSetDialog</name>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>粉色</translation>
    </message>
    <message>
        <source>Sky blue</source>
        <translation>天蓝色</translation>
    </message>
    <message>
        <source>Vermilion</source>
        <translation>朱红色</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>Dark grey</source>
        <translation>深灰色</translation>
    </message>
    <message>
        <source>Label set %1</source>
        <translation>标签集 %1</translation>
    </message>
    <message>
        <source>New label set</source>
        <translation>新建标签集</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留更改</translation>
    </message>
    <message>
        <source>Make the label set</source>
        <translation>创建标签集</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Present or absent</source>
        <translation>有或无</translation>
    </message>
    <message>
        <source>One of several classes</source>
        <translation>多个类别之一</translation>
    </message>
    <message>
        <source>Several classes at once</source>
        <translation>可同时有多个类别</translation>
    </message>
    <message>
        <source>Grades, in order</source>
        <translation>有序分级</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>The exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Each eye</source>
        <translation>每只眼</translation>
    </message>
    <message>
        <source>Labels are about</source>
        <translation>标签对象</translation>
    </message>
    <message>
        <source>What is labelled, by which rules, and what to do when in doubt. Readers see it as a tool tip.</source>
        <translation>标注什么、依据什么规则、有疑问时如何处理。阅片者会以工具提示看到。</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>What must be seen</source>
        <translation>判定标准</translation>
    </message>
    <message>
        <source>Classes to add, with commas: normal, glaucoma, DR</source>
        <translation>要添加的类别，用逗号分隔：正常, 青光眼, DR</translation>
    </message>
    <message>
        <source>Classes to add, with commas</source>
        <translation>要添加的类别，用逗号分隔</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Takes a class out that the study does not have yet.</source>
        <translation>移除研究中还没有的类别。</translation>
    </message>
    <message>
        <source>Type to say what must be seen (F2)</source>
        <translation>输入判定标准（F2）</translation>
    </message>
    <message>
        <source>By its place in the list</source>
        <translation>按列表中的位置</translation>
    </message>
    <message>
        <source>Another colour…</source>
        <translation>其他颜色…</translation>
    </message>
    <message>
        <source>Colour of the class</source>
        <translation>类别的颜色</translation>
    </message>
    <message>
        <source>Click, or press Enter, for another colour</source>
        <translation>单击或按 Enter 更换颜色</translation>
    </message>
</context>
<context>
    <name>retclip::Labeller</name>
    <message>
        <source>not %1</source>
        <translation>非 %1</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标记</translation>
    </message>
    <message numerus="yes">
        <source>Tag for %n exam(s):</source>
        <translation>
            <numerusform>%n 次检查的标记：</numerusform>
        </translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Comment on exam %1:</source>
        <translation>对检查 %1 的评论：</translation>
    </message>
</context>
<context>
    <name>retclip::LateralityDialog</name>
    <message>
        <source>Which eye is which</source>
        <translation>确定左右眼</translation>
    </message>
    <message>
        <source>The optic disc lies on the side of the nose: rightly named, the two discs meet in the middle.</source>
        <translation>视盘位于鼻侧：若命名正确，两个视盘在中间相对。</translation>
    </message>
    <message>
        <source>Swap the eyes</source>
        <translation>互换双眼</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>photograph %1</source>
        <translation>照片 %1</translation>
    </message>
    <message>
        <source>Eye that %1 shows</source>
        <translation>%1 显示的眼</translation>
    </message>
    <message>
        <source>right eye (OD)</source>
        <translation>右眼（OD）</translation>
    </message>
    <message>
        <source>left eye (OS)</source>
        <translation>左眼（OS）</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>尚未作任何更改。</translation>
    </message>
    <message>
        <source>The two eyes change places.</source>
        <translation>双眼互换位置。</translation>
    </message>
    <message>
        <source>The history keeps what was said before; Ctrl+Z takes it back.</source>
        <translation>历史记录保留之前的内容；Ctrl+Z 可撤销。</translation>
    </message>
</context>
<context>
    <name>retclip::LearnMoreButton</name>
    <message>
        <source>Learn more</source>
        <translation>了解更多</translation>
    </message>
    <message>
        <source>The guide&apos;s page about this</source>
        <translation>指南中的相关页面</translation>
    </message>
</context>
<context>
    <name>retclip::LikenessBar</name>
    <message>
        <source>Stopped; what was made is kept.</source>
        <translation>已停止；已生成的内容保留。</translation>
    </message>
    <message>
        <source>exam %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>Take this mark away</source>
        <translation>移除此样例</translation>
    </message>
    <message>
        <source>Like %1: take this mark away</source>
        <translation>相似样例 %1：移除</translation>
    </message>
    <message>
        <source>Unlike %1: take this mark away</source>
        <translation>不相似样例 %1：移除</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 个</translation>
    </message>
    <message>
        <source>Run %1: %2</source>
        <translation>运行 %1：%2</translation>
    </message>
    <message>
        <source>Looks, without a run</source>
        <translation>外观，不用运行</translation>
    </message>
    <message>
        <source>Words, without a run</source>
        <translation>词语，不用运行</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>%1 of %2, in %3 ms</source>
        <translation>%1 / %2，用时 %3 ms</translation>
    </message>
    <message>
        <source>right eyes (OD)</source>
        <translation>右眼（OD）</translation>
    </message>
    <message>
        <source>left eyes (OS)</source>
        <translation>左眼（OS）</translation>
    </message>
    <message>
        <source>light and layout, not disease</source>
        <translation>比较光照和布局，而非疾病</translation>
    </message>
    <message>
        <source>the words, not what they mean</source>
        <translation>比较词语，而非含义</translation>
    </message>
    <message numerus="yes">
        <source>%n mark(s) left out</source>
        <translation>
            <numerusform>%n 个样例未参与比较</numerusform>
        </translation>
    </message>
    <message>
        <source>More like</source>
        <translation>像</translation>
    </message>
    <message>
        <source>less like</source>
        <translation>不像</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>By what it is compared</source>
        <translation>比较依据</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Back to the query</source>
        <translation>返回查询</translation>
    </message>
    <message>
        <source>Photographs</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
</context>
<context>
    <name>retclip::LikenessSearch</name>
    <message>
        <source>Embed the study with run %1</source>
        <translation>用运行 %1 计算研究的嵌入</translation>
    </message>
    <message>
        <source>Compare exams</source>
        <translation>比较检查</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 及另外 %2 个</translation>
    </message>
    <message>
        <source>embeddings of run %1</source>
        <translation>运行 %1 的嵌入向量</translation>
    </message>
    <message>
        <source>looks of the photographs</source>
        <translation>照片外观</translation>
    </message>
    <message>
        <source>words of the reports</source>
        <translation>报告词语</translation>
    </message>
    <message>
        <source>Most like %1, by %2</source>
        <translation>与 %1 最相似，按%2</translation>
    </message>
    <message>
        <source>Most like %1, unlike %2, by %3</source>
        <translation>与 %1 最相似、与 %2 不相似，按%3</translation>
    </message>
</context>
<context>
    <name>retclip::MainWindow</name>
    <message>
        <source>New study…</source>
        <translation>新建研究…</translation>
    </message>
    <message>
        <source>Open study…</source>
        <translation>打开研究…</translation>
    </message>
    <message>
        <source>Open the synthetic sample</source>
        <translation>打开合成示例</translation>
    </message>
    <message>
        <source>Close study</source>
        <translation>关闭研究</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>To the query line</source>
        <translation>转到查询行</translation>
    </message>
    <message>
        <source>Selection before</source>
        <translation>上一个选集</translation>
    </message>
    <message>
        <source>Selection after</source>
        <translation>下一个选集</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一窗格</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一窗格</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Hide patients&apos; identifiers</source>
        <translation>隐藏患者标识</translation>
    </message>
    <message>
        <source>English / 简体中文</source>
        <translation>English / 简体中文</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Open the selection in Data</source>
        <translation>在“数据”中打开选集</translation>
    </message>
    <message>
        <source>Tag the selection…</source>
        <translation>标记选集…</translation>
    </message>
    <message>
        <source>Label the selection…</source>
        <translation>标注选集…</translation>
    </message>
    <message>
        <source>Review the selection</source>
        <translation>审核选集</translation>
    </message>
    <message>
        <source>Freeze the selection as a dataset…</source>
        <translation>把选集冻结为数据集…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source> · read-only</source>
        <translation> · 只读</translation>
    </message>
    <message>
        <source>No study open</source>
        <translation>未打开研究</translation>
    </message>
    <message>
        <source>Open a study</source>
        <translation>打开研究</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>新建研究</translation>
    </message>
    <message>
        <source>My study</source>
        <translation>我的研究</translation>
    </message>
    <message>
        <source>Studies (*.study)</source>
        <translation>研究 (*.study)</translation>
    </message>
    <message>
        <source>Open read-only</source>
        <translation>以只读方式打开</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标记</translation>
    </message>
    <message numerus="yes">
        <source>Tag for %n exam(s):</source>
        <translation>
            <numerusform>%n 次检查的标记：</numerusform>
        </translation>
    </message>
    <message>
        <source>A run is training.</source>
        <translation>有运行正在训练。</translation>
    </message>
    <message>
        <source>Pausing writes a checkpoint; the run goes on from there later.</source>
        <translation>暂停会写入检查点；之后从该处续训。</translation>
    </message>
    <message>
        <source>Pause and quit</source>
        <translation>暂停并退出</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Retrieve</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Verify this installation…</source>
        <translation>验证本次安装…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln 名患者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln exam(s)</source>
        <translation>
            <numerusform>%Ln 次检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photograph(s)</source>
        <translation>
            <numerusform>%Ln 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Save the selection…</source>
        <translation>保存选集…</translation>
    </message>
    <message>
        <source>Save the selection</source>
        <translation>保存选集</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>名称：</translation>
    </message>
    <message>
        <source>Watch a folder, receive DICOM…</source>
        <translation>监视文件夹、接收 DICOM…</translation>
    </message>
    <message>
        <source>Changing many exams…</source>
        <translation>正在更改多次检查…</translation>
    </message>
    <message>
        <source>Put the study in order</source>
        <translation>修复研究</translation>
    </message>
    <message>
        <source>What can be read, else the newest sound backup; the damaged files are kept aside</source>
        <translation>取可读的内容，否则用最新的完好备份；损坏的文件另行保存</translation>
    </message>
    <message>
        <source>Put a damaged study in order</source>
        <translation>修复损坏的研究</translation>
    </message>
    <message>
        <source>History: who changed what, restore to a moment…</source>
        <translation>历史：谁更改了什么，恢复到某一时刻…</translation>
    </message>
    <message>
        <source>Datasets: balance, differences, data sheet…</source>
        <translation>数据集：均衡性、差异、数据说明表…</translation>
    </message>
    <message>
        <source>Change all of the selection, after a preview…</source>
        <translation>预览后更改整个选集…</translation>
    </message>
    <message>
        <source>Keep the study in one file…</source>
        <translation>把研究存为一个文件…</translation>
    </message>
    <message>
        <source>Open a study package…</source>
        <translation>打开研究包…</translation>
    </message>
    <message>
        <source>Photographs in a window of their own</source>
        <translation>照片单独窗口</translation>
    </message>
    <message>
        <source>Guide, with worked examples</source>
        <translation>指南与示例</translation>
    </message>
    <message>
        <source>Guided tour on the synthetic sample</source>
        <translation>在合成样例上的导览</translation>
    </message>
</context>
<context>
    <name>retclip::MarksLayer</name>
    <message>
        <source>1 DD? disc found, %1 px</source>
        <translation>1 DD？找到的视盘，%1 px</translation>
    </message>
    <message>
        <source>1 DD, disc, %1 px</source>
        <translation>1 DD，视盘，%1 px</translation>
    </message>
    <message>
        <source>fovea?</source>
        <translation>中心凹？</translation>
    </message>
    <message>
        <source>The fovea was not found: mark it (D)</source>
        <translation>未找到中心凹：请标出（D）</translation>
    </message>
    <message>
        <source>Disc and fovea were not found: mark them (D)</source>
        <translation>未找到视盘和中心凹：请标出（D）</translation>
    </message>
    <message>
        <source>ETDRS 1, 3, 6 mm; 1 DD taken as %1 mm</source>
        <translation>ETDRS 1、3、6 mm；1 DD 按 %1 mm 计</translation>
    </message>
    <message>
        <source>Quadrants, 1, 2, 3 DD from the disc&apos;s margin</source>
        <translation>象限，距视盘边缘 1、2、3 DD</translation>
    </message>
    <message>
        <source>found by itself, not marked: correct it with D, Disc</source>
        <translation>自动找到，未经手动标出：按 D，用“视盘”修正</translation>
    </message>
    <message>
        <source>the disc lies as in the other eye</source>
        <translation>视盘位置像是另一只眼</translation>
    </message>
    <message>
        <source>Looking for disc and fovea…</source>
        <translation>正在查找视盘和中心凹…</translation>
    </message>
</context>
<context>
    <name>retclip::MeasureBar</name>
    <message>
        <source>Measuring</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Drag along what is to be measured</source>
        <translation>沿要测量的部位拖动</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Drag about what is to be measured; it closes by itself</source>
        <translation>围绕要测量的部位拖动；自动闭合</translation>
    </message>
    <message>
        <source>Disc</source>
        <translation>视盘</translation>
    </message>
    <message>
        <source>Drag across the disc from margin to margin, then pull its edges; Shift with any tool</source>
        <translation>从一侧边缘到另一侧横跨视盘拖动，再调整其边缘；使用任何工具时可按住 Shift</translation>
    </message>
    <message>
        <source>Cup</source>
        <translation>视杯</translation>
    </message>
    <message>
        <source>Drag across the cup from top to bottom, then pull its edges; Ctrl with any tool</source>
        <translation>从上到下跨视杯拖动，再调整其边缘；使用任何工具时可按住 Ctrl</translation>
    </message>
    <message>
        <source>Fovea</source>
        <translation>中心凹</translation>
    </message>
    <message>
        <source>Click on the fovea</source>
        <translation>点击中心凹</translation>
    </message>
    <message>
        <source>Take what was found</source>
        <translation>采用找到的结果</translation>
    </message>
    <message>
        <source>Keep the disc and fovea that were found by themselves as your marks</source>
        <translation>把自动找到的视盘和中心凹保存为您的标记</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Take the chosen mark away  (Delete)</source>
        <translation>移除选中的测量标记（Delete）</translation>
    </message>
</context>
<context>
    <name>retclip::Measurements</name>
    <message>
        <source>%1 px</source>
        <translation>%1 像素</translation>
    </message>
    <message>
        <source>no scale</source>
        <translation>无比例尺</translation>
    </message>
    <message>
        <source>%1 DD</source>
        <translation>%1 DD</translation>
    </message>
    <message>
        <source>%1 mm (disc taken as %2 mm)</source>
        <translation>%1 毫米（视盘按 %2 毫米计）</translation>
    </message>
    <message>
        <source>%1 DD?</source>
        <translation>%1 DD？</translation>
    </message>
    <message>
        <source>%1 px²</source>
        <translation>%1 px²</translation>
    </message>
    <message>
        <source>%1 DD²?</source>
        <translation>%1 DD²？</translation>
    </message>
    <message>
        <source>%1 DD²</source>
        <translation>%1 DD²</translation>
    </message>
    <message>
        <source>%1 mm² (disc taken as %2 mm)</source>
        <translation>%1 mm²（视盘按 %2 mm 计）</translation>
    </message>
    <message>
        <source>C/D %1 vertical, %2 horizontal</source>
        <translation>杯盘比：垂直 %1，水平 %2</translation>
    </message>
</context>
<context>
    <name>retclip::MeasuresTable</name>
    <message>
        <source>n = %1 queries, %2 candidates</source>
        <translation>n = %1 个查询，%2 个候选</translation>
    </message>
    <message>
        <source>95 % interval %1 to %2</source>
        <translation>95 % 区间 %1 至 %2</translation>
    </message>
    <message>
        <source>level, direction, positives</source>
        <translation>层面、方向、正样本</translation>
    </message>
    <message>
        <source>median rank</source>
        <translation>中位排名</translation>
    </message>
    <message>
        <source>chance R@5</source>
        <translation>随机 R@5</translation>
    </message>
    <message>
        <source>patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左眼</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右眼</translation>
    </message>
    <message>
        <source>text → images</source>
        <translation>文本 → 图像</translation>
    </message>
    <message>
        <source>several</source>
        <translation>多正样本</translation>
    </message>
    <message>
        <source>naive</source>
        <translation>朴素</translation>
    </message>
    <message>
        <source>images → text</source>
        <translation>图像 → 文本</translation>
    </message>
    <message>
        <source>Retrieval measures</source>
        <translation>检索指标</translation>
    </message>
</context>
<context>
    <name>retclip::MessageBar</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Kept: %1</source>
        <translation>已保留：%1</translation>
    </message>
    <message>
        <source>To do: %1</source>
        <translation>建议：%1</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>retclip::NetworkAlikes</name>
    <message>
        <source>run %1, %2</source>
        <translation>运行 %1，%2</translation>
    </message>
    <message>
        <source>Compare photographs by run %1</source>
        <translation>用运行 %1 比较照片</translation>
    </message>
    <message>
        <source>The network looks at every photograph once; what it saw is kept.</source>
        <translation>网络对每张照片只看一次；结果会保留。</translation>
    </message>
    <message>
        <source>A finished run is needed: train one, or find copies by their look above.</source>
        <translation>需要一次已完成的运行：请先训练，或在上方按外观查找副本。</translation>
    </message>
    <message>
        <source>Run %1 sees no two photographs as nearly the same.</source>
        <translation>运行 %1 未发现几乎相同的照片。</translation>
    </message>
    <message>
        <source>Run %1: see the groups above.</source>
        <translation>运行 %1：结果见上方各组。</translation>
    </message>
    <message>
        <source>Finds other crops, other light, the same eye on another day.</source>
        <translation>可找出裁剪不同、光照不同或另一天拍摄的同一只眼。</translation>
    </message>
    <message>
        <source>Compare by a network</source>
        <translation>用网络比较</translation>
    </message>
    <message>
        <source>Run that compares</source>
        <translation>用于比较的运行</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>What the network saw so far is kept</source>
        <translation>网络已看过的结果会保留</translation>
    </message>
</context>
<context>
    <name>retclip::NewRunPage</name>
    <message>
        <source>Measure three training steps</source>
        <translation>测量三个训练步</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>information</source>
        <translation>信息</translation>
    </message>
    <message numerus="yes">
        <source>Show the %n exams</source>
        <translation>
            <numerusform>显示这 %n 次检查</numerusform>
        </translation>
    </message>
    <message>
        <source>The study is open for reading only.</source>
        <translation>研究以只读方式打开。</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>Prepare the run</source>
        <translation>准备运行</translation>
    </message>
    <message>
        <source>New run: %1</source>
        <translation>新运行：%1</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <source>Start next</source>
        <translation>下一个开始</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>立即开始</translation>
    </message>
    <message>
        <source>Ahead of all that wait; the run that computes now goes on</source>
        <translation>排在所有等待者之前；正在计算的运行继续</translation>
    </message>
    <message>
        <source>Copy command line</source>
        <translation>复制命令行</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Check before the run</source>
        <translation>训练前检查</translation>
    </message>
    <message>
        <source>Measure the time</source>
        <translation>测量时间</translation>
    </message>
    <message>
        <source>Takes three real steps at these sizes and says how long the run will last</source>
        <translation>按这些尺寸走三个真实的训练步，并估计运行时长</translation>
    </message>
    <message>
        <source>Not while a run computes</source>
        <translation>有运行在计算时不可用</translation>
    </message>
    <message>
        <source>Looks for what would keep the loss from falling, in about a minute</source>
        <translation>查找会使损失无法下降的原因，约一分钟</translation>
    </message>
    <message>
        <source>Trains 50 steps three times and compares bit for bit, in about a minute</source>
        <translation>把 50 步训练三次并逐位比较，约一分钟</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>训练诊断</translation>
    </message>
    <message>
        <source>Prove resume</source>
        <translation>证明可续训</translation>
    </message>
    <message>
        <source>%1-sweep</source>
        <translation>%1-sweep</translation>
    </message>
    <message>
        <source>Sweep…</source>
        <translation>参数搜索…</translation>
    </message>
    <message>
        <source>Several runs from this form: settings varied, or folds of a cross-validation</source>
        <translation>由此表单生成多个运行：改变设置，或交叉验证的各折</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Puts these settings into the form</source>
        <translation>把这些设置填入表单</translation>
    </message>
    <message>
        <source>Cluster…</source>
        <translation>集群…</translation>
    </message>
    <message>
        <source>A folder with this run for another machine or a cluster, and the command that starts it there</source>
        <translation>为另一台机器或集群写出本训练的文件夹，以及在那里启动它的命令</translation>
    </message>
</context>
<context>
    <name>retclip::NotificationPanel</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Messages of the last 30 days</source>
        <translation>最近 30 天的消息</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>无。</translation>
    </message>
</context>
<context>
    <name>retclip::OperatingPage</name>
    <message numerus="yes">
        <source>Chosen on validation (%n cases), applied to test.</source>
        <translation>
            <numerusform>在验证集（%n 个病例）上选择，应用于测试集。</numerusform>
        </translation>
    </message>
    <message>
        <source>Chosen on test, as validation lacks one of the two kinds: what is read here is optimistic.</source>
        <translation>因验证集缺少两类病例之一，在测试集上选择：此处的结果偏乐观。</translation>
    </message>
    <message>
        <source>Both kinds are needed, cases with the class and without; one of them does not occur here.</source>
        <translation>有和没有该类别的病例都需要；此处缺少其中之一。</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>非 %1</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation>特异度</translation>
    </message>
    <message>
        <source>PPV</source>
        <translation>阳性预测值</translation>
    </message>
    <message>
        <source>NPV</source>
        <translation>阴性预测值</translation>
    </message>
    <message>
        <source>Of 100 such cases %1 are called positive, %2 of them rightly; %3 of the 100 have it and are missed.</source>
        <translation>每 100 个此类病例中，%1 个判为阳性，其中 %2 个正确；100 个中另有 %3 个属该类别而漏判。</translation>
    </message>
    <message numerus="yes">
        <source>Review these %n</source>
        <translation>
            <numerusform>审核这 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Youden</source>
        <translation>约登指数</translation>
    </message>
    <message>
        <source>The threshold with the largest sensitivity + specificity − 1</source>
        <translation>灵敏度 + 特异度 − 1 最大的阈值</translation>
    </message>
    <message>
        <source>Best sensitivity at specificity ≥</source>
        <translation>最高灵敏度，特异度 ≥</translation>
    </message>
    <message>
        <source>Few false alarms first: the highest sensitivity among thresholds with at least this specificity</source>
        <translation>以少误报为先：在特异度不低于此值的阈值中，灵敏度最高者</translation>
    </message>
    <message>
        <source>Best specificity at sensitivity ≥</source>
        <translation>最高特异度，灵敏度 ≥</translation>
    </message>
    <message>
        <source>Few misses first: the highest specificity among thresholds with at least this sensitivity</source>
        <translation>以少漏判为先：在灵敏度不低于此值的阈值中，特异度最高者</translation>
    </message>
    <message>
        <source>Least specificity</source>
        <translation>最低特异度</translation>
    </message>
    <message>
        <source>Least sensitivity</source>
        <translation>最低灵敏度</translation>
    </message>
    <message>
        <source>Back to the operating point</source>
        <translation>回到工作点</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Each step lets one more case change sides (arrow keys; Page Up and Page Down: a twentieth)</source>
        <translation>每一步使一个病例改变归属（方向键；Page Up 和 Page Down：二十分之一）</translation>
    </message>
    <message>
        <source>Threshold as a number</source>
        <translation>以数字输入阈值</translation>
    </message>
    <message>
        <source>Review these</source>
        <translation>审核这些</translation>
    </message>
    <message>
        <source>Share of cases with the class that are called positive</source>
        <translation>有该类别的病例中判为阳性的比例</translation>
    </message>
    <message>
        <source>Share of cases without the class that are called negative</source>
        <translation>没有该类别的病例中判为阴性的比例</translation>
    </message>
    <message>
        <source>Positive predictive value: share of positive calls that are right, at the prevalence of this test split</source>
        <translation>阳性预测值：按此测试集的患病率，判为阳性者中正确的比例</translation>
    </message>
    <message>
        <source>Negative predictive value: share of negative calls that are right, at the prevalence of this test split</source>
        <translation>阴性预测值：按此测试集的患病率，判为阴性者中正确的比例</translation>
    </message>
    <message>
        <source>Interval: Wilson, 95 %; cases count as independent</source>
        <translation>区间：Wilson，95 %；病例视为独立</translation>
    </message>
</context>
<context>
    <name>retclip::OverviewPage</name>
    <message>
        <source>Zero-shot: nothing was fitted; prompts stand in for classes.</source>
        <translation>零样本：没有拟合；由提示语代表类别。</translation>
    </message>
    <message>
        <source>Epoch %1, chosen on validation.</source>
        <translation>第 %1 轮，在验证集上选择。</translation>
    </message>
    <message>
        <source>C = %1, chosen on validation.</source>
        <translation>C = %1，在验证集上选择。</translation>
    </message>
    <message>
        <source>Fitted on training, chosen on validation.</source>
        <translation>在训练集上拟合，在验证集上选择。</translation>
    </message>
    <message>
        <source>Best on test would be %1 (not reported: picking on test is optimistic by %2).</source>
        <translation>测试集上的最佳值为 %1（不作为结果报告：按测试集选择会偏乐观 %2）。</translation>
    </message>
    <message>
        <source>Best on test would be %1 (not reported).</source>
        <translation>测试集上的最佳值为 %1（不作为结果报告）。</translation>
    </message>
    <message>
        <source>Intervals: %1 bootstrap draws of patients, %2 %, seed %3.</source>
        <translation>区间：按患者自助法 %1 次抽样，%2 %，种子 %3。</translation>
    </message>
    <message>
        <source>, macro</source>
        <translation>，宏平均</translation>
    </message>
    <message>
        <source>At a threshold of %1, picked on test for looking only: the figures above keep theirs.</source>
        <translation>阈值 %1 是在测试集上为查看而选：上面的数值不变。</translation>
    </message>
    <message>
        <source>At the operating point of the evaluation. Press a cell to see its cases.</source>
        <translation>在评估的工作点。点按单元格查看其病例。</translation>
    </message>
    <message>
        <source>AUROC needs both classes; one of them does not occur here.</source>
        <translation>AUROC 需要两个类别；其中一个没有出现。</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>positives</source>
        <translation>阳性</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>Review these %n</source>
        <translation>
            <numerusform>审核这 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>AUROC, 95 % interval</source>
        <translation>AUROC，95 % 区间</translation>
    </message>
    <message>
        <source>Back to the operating point</source>
        <translation>回到工作点</translation>
    </message>
    <message>
        <source>Review these</source>
        <translation>审核这些</translation>
    </message>
</context>
<context>
    <name>retclip::PairPage</name>
    <message>
        <source>Exam %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>exam %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>%1 years</source>
        <translation>%1 岁</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>No report</source>
        <translation>没有报告</translation>
    </message>
    <message>
        <source>Back to all exams  (Esc)</source>
        <translation>返回所有检查（Esc）</translation>
    </message>
    <message>
        <source>Previous exam  (Left)</source>
        <translation>上一次检查（Left）</translation>
    </message>
    <message>
        <source>Next exam  (Space)</source>
        <translation>下一次检查（Space）</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
</context>
<context>
    <name>retclip::PairedViewer</name>
    <message>
        <source>right eye</source>
        <translation>右眼</translation>
    </message>
    <message>
        <source>left eye</source>
        <translation>左眼</translation>
    </message>
    <message>
        <source>Photographs of both eyes</source>
        <translation>双眼照片</translation>
    </message>
    <message>
        <source>Exam %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>No photograph of this eye</source>
        <translation>无此眼照片</translation>
    </message>
    <message>
        <source>There is one that does not say which eye it shows.</source>
        <translation>有一张照片未注明眼别。</translation>
    </message>
    <message>
        <source>Cannot be shown</source>
        <translation>无法显示</translation>
    </message>
    <message>
        <source>compared: %1, mirrored</source>
        <translation>对比：%1，镜像</translation>
    </message>
    <message>
        <source>compared: exam of %1</source>
        <translation>对比：%1 的检查</translation>
    </message>
    <message>
        <source>Nothing to compare with</source>
        <translation>没有可对比的内容</translation>
    </message>
    <message>
        <source>being aligned</source>
        <translation>正在对齐</translation>
    </message>
    <message>
        <source>aligned by vessels, agreement %1</source>
        <translation>已按血管对齐，一致性 %1</translation>
    </message>
    <message>
        <source>not aligned: the fields lie upon each other</source>
        <translation>未对齐：按视场叠放</translation>
    </message>
    <message>
        <source>window: level %1, width %2 (of 0 to %3)</source>
        <translation>窗：窗位 %1，窗宽 %2（范围 0 至 %3）</translation>
    </message>
    <message>
        <source>here %1</source>
        <translation>此处 %1</translation>
    </message>
    <message>
        <source>Eight bits: no window. B changes brightness and contrast.</source>
        <translation>8 位图像：无窗口设置。按 B 调整亮度和对比度。</translation>
    </message>
</context>
<context>
    <name>retclip::PairedViewerBar</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>adjusted for viewing</source>
        <translation>仅为查看而调整</translation>
    </message>
    <message>
        <source>Zoom and pan both eyes together</source>
        <translation>双眼同步缩放和平移</translation>
    </message>
    <message>
        <source>Mirror the movement: temporal with temporal</source>
        <translation>镜像移动：颞侧对颞侧</translation>
    </message>
    <message>
        <source>One eye large, or both</source>
        <translation>单眼放大或双眼</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>One picture pixel on one screen pixel</source>
        <translation>一个图像像素对应一个屏幕像素</translation>
    </message>
    <message>
        <source>Red-free: the green channel</source>
        <translation>无赤光：绿色通道</translation>
    </message>
    <message>
        <source>Local contrast (CLAHE)</source>
        <translation>局部对比度（CLAHE）</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反相</translation>
    </message>
    <message>
        <source>Drag: brightness and contrast; with Shift: gamma</source>
        <translation>拖动：亮度和对比度；按住 Shift：伽马</translation>
    </message>
    <message>
        <source>Take all adjustments back</source>
        <translation>取消全部调整</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加图</translation>
    </message>
    <message>
        <source>Measure: lengths, areas, disc, cup and fovea</source>
        <translation>测量：长度、面积、视盘、视杯和中心凹</translation>
    </message>
    <message>
        <source>Window level and width, by dragging: photographs of more than eight bits</source>
        <translation>拖动调整窗位和窗宽：用于超过 8 位的照片</translation>
    </message>
    <message>
        <source>Vessels stand out</source>
        <translation>突出显示血管</translation>
    </message>
    <message>
        <source>ETDRS grid, then quadrants about the disc, then none</source>
        <translation>依次切换：ETDRS 网格、视盘周围象限、无</translation>
    </message>
    <message>
        <source>Magnifier at the pointer</source>
        <translation>指针处放大镜</translation>
    </message>
</context>
<context>
    <name>retclip::PairingDialog</name>
    <message>
        <source>eye unknown</source>
        <translation>眼别未知</translation>
    </message>
    <message>
        <source>OD right</source>
        <translation>OD 右</translation>
    </message>
    <message>
        <source>OS left</source>
        <translation>OS 左</translation>
    </message>
    <message>
        <source>photograph %1</source>
        <translation>照片 %1</translation>
    </message>
    <message>
        <source>exam %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>cannot be told</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>exam %1, %2</source>
        <translation>检查 %1，%2</translation>
    </message>
    <message>
        <source>Proposed: %1, because: %2.</source>
        <translation>建议：%1，理由：%2。</translation>
    </message>
    <message>
        <source>Nothing tells the eye: look at the optic disc, which lies on the side of the nose. “Checks of photographs” in Data looks at all pictures and may know more.</source>
        <translation>没有信息可判断眼别：请查看视盘，它位于鼻侧。“数据”中的“照片检查”会查看所有图片，可能提供更多信息。</translation>
    </message>
    <message>
        <source>Move to the exam %1 (E)</source>
        <translation>移至检查 %1（E）</translation>
    </message>
    <message>
        <source>Move to another exam (E)</source>
        <translation>移至其他检查（E）</translation>
    </message>
    <message>
        <source>OD right eye</source>
        <translation>OD 右眼</translation>
    </message>
    <message>
        <source>OS left eye</source>
        <translation>OS 左眼</translation>
    </message>
    <message>
        <source>exam %1, proposed</source>
        <translation>检查 %1（建议）</translation>
    </message>
    <message>
        <source>From the pairing desk</source>
        <translation>来自配对台</translation>
    </message>
    <message>
        <source>Pairing desk</source>
        <translation>配对台</translation>
    </message>
    <message>
        <source>Photograph</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Seems to be</source>
        <translation>看似</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>Unclear photographs</source>
        <translation>不明确的照片</translation>
    </message>
    <message>
        <source>Space: take the proposal   ←: it is the right eye (OD)   →: it is the left eye (OS)   or drag it to its place   A: leave it so   Ctrl+Z: take back</source>
        <translation>空格：采纳建议   ←：是右眼（OD）   →：是左眼（OS）   或拖到相应位置   A：保持不变   Ctrl+Z：撤销</translation>
    </message>
    <message>
        <source>Take the proposal (Space)</source>
        <translation>采纳建议（空格）</translation>
    </message>
    <message>
        <source>OD right (←)</source>
        <translation>OD 右眼（←）</translation>
    </message>
    <message>
        <source>OS left (→)</source>
        <translation>OS 左眼（→）</translation>
    </message>
    <message>
        <source>Leave it so (A)</source>
        <translation>保持不变（A）</translation>
    </message>
    <message>
        <source>Tags the exam “%1”, so that it is not asked again</source>
        <translation>给检查加标记“%1”，以后不再询问</translation>
    </message>
    <message>
        <source>Open in Data</source>
        <translation>在“数据”中打开</translation>
    </message>
    <message numerus="yes">
        <source>Every photograph says which eye it shows. %Ln exam(s) show one eye only, and no photograph of this study seems to belong to them.</source>
        <translation>
            <numerusform>每张照片都已注明眼别。有 %Ln 次检查只有一眼，但本研究中没有照片看起来与之配对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every photograph says which eye it shows, and every exam shows both eyes.</source>
        <translation>每张照片都已注明眼别，每次检查都有双眼照片。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photograph(s) are unclear; for %1 of them there is a proposal.</source>
        <translation>
            <numerusform>%Ln 张照片不明确；其中 %1 张有建议。</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
</context>
<context>
    <name>retclip::PaletteWords</name>
    <message>
        <source>Exam %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>Open in Data</source>
        <translation>在“数据”中打开</translation>
    </message>
    <message>
        <source>Run %1: %2</source>
        <translation>运行 %1：%2</translation>
    </message>
    <message>
        <source>Saved selection</source>
        <translation>已保存的选集</translation>
    </message>
</context>
<context>
    <name>retclip::PauseBar</name>
    <message>
        <source>Run %1 pauses in 5 seconds: checkpoint, stop, release the device.</source>
        <translation>运行 %1 将在 5 秒后暂停：写检查点、停止、释放设备。</translation>
    </message>
    <message>
        <source>Do not pause</source>
        <translation>不暂停</translation>
    </message>
</context>
<context>
    <name>retclip::PhotographTile</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>retclip::Preflight</name>
    <message numerus="yes">
        <source>%n s</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n 分</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>Training %1, validation %2, test %3 exams</source>
        <translation>训练 %1、验证 %2、测试 %3 次检查</translation>
    </message>
    <message>
        <source>Nothing to train on: no exam is in the training split.</source>
        <translation>没有可训练的内容：训练集中没有检查。</translation>
    </message>
    <message>
        <source>Choose another dataset, or import exams.</source>
        <translation>请选择其他数据集，或导入检查。</translation>
    </message>
    <message>
        <source>No exam of the training split has a report.</source>
        <translation>训练集中没有检查带有报告。</translation>
    </message>
    <message>
        <source>Pretraining compares photographs with reports: import them.</source>
        <translation>预训练比较照片与报告：请导入报告。</translation>
    </message>
    <message>
        <source>There is no validation split.</source>
        <translation>没有验证集。</translation>
    </message>
    <message>
        <source>The last state is kept, not the best. Freeze a dataset with one.</source>
        <translation>保留最后而不是最佳的状态。请冻结一个含验证集的数据集。</translation>
    </message>
    <message>
        <source>Every step sees everything once. Choose a smaller batch.</source>
        <translation>每一步看到全部数据一次。请减小批大小。</translation>
    </message>
    <message>
        <source>No label set is chosen.</source>
        <translation>没有选择标签集。</translation>
    </message>
    <message>
        <source>Choose what the run shall learn.</source>
        <translation>请选择运行要学习的内容。</translation>
    </message>
    <message>
        <source>No exam of the training split has a label in “%1”.</source>
        <translation>训练集中没有检查在“%1”中有标签。</translation>
    </message>
    <message>
        <source>Label some, or choose another label set.</source>
        <translation>请标注一些，或选择其他标签集。</translation>
    </message>
    <message>
        <source>The others are left out.</source>
        <translation>其他的被略过。</translation>
    </message>
    <message>
        <source>They are left out, as in the authors&apos; code.</source>
        <translation>它们被排除，同作者的代码。</translation>
    </message>
    <message>
        <source>They train the level of the eye that is there.</source>
        <translation>它们训练现有那只眼的层面。</translation>
    </message>
    <message>
        <source>One-eyed exams of the training split</source>
        <translation>训练集中的单眼检查</translation>
    </message>
    <message>
        <source>Every training exam has both photographs</source>
        <translation>每次训练检查都有双眼照片</translation>
    </message>
    <message>
        <source>Duplicate reports %1 %; loss floor about %2 nat</source>
        <translation>重复报告 %1 %；损失下限约 %2 nat</translation>
    </message>
    <message>
        <source>The same text counts as right for each of its exams.</source>
        <translation>相同的文本对其每次检查都算正确。</translation>
    </message>
    <message>
        <source>The same text in a batch counts as wrong. Set duplicate reports to positives, or keep it, as in the paper.</source>
        <translation>同一批中相同的文本算作错误。可把“相同的报告”设为正样本，或同论文保持不变。</translation>
    </message>
    <message>
        <source>Training exams whose report occurs again</source>
        <translation>报告重复出现的训练检查</translation>
    </message>
    <message>
        <source>No report occurs twice</source>
        <translation>没有重复的报告</translation>
    </message>
    <message>
        <source>They are left out.</source>
        <translation>它们被略过。</translation>
    </message>
    <message>
        <source>%1 % of reports are longer than %2 tokens and are cut</source>
        <translation>%1 % 的报告超过 %2 个词元，会被截断</translation>
    </message>
    <message>
        <source>Raise the context length, or accept it.</source>
        <translation>请增大文本长度上限，或接受。</translation>
    </message>
    <message>
        <source>Training exams whose report is cut</source>
        <translation>报告被截断的训练检查</translation>
    </message>
    <message>
        <source>No report is cut at %1 tokens</source>
        <translation>没有报告在 %1 个词元处被截断</translation>
    </message>
    <message>
        <source>Checkpoints need %1; %2 are free</source>
        <translation>检查点需要 %1；可用 %2</translation>
    </message>
    <message>
        <source>Free some space, or keep fewer.</source>
        <translation>请清理空间，或少保留一些。</translation>
    </message>
    <message>
        <source>Memory about %1</source>
        <translation>内存约 %1</translation>
    </message>
    <message>
        <source>About %1 for %2 steps (%3 s a step, %4 steps measured)</source>
        <translation>%2 步约需 %1（每步 %3 秒，测量了 %4 步）</translation>
    </message>
    <message numerus="yes">
        <source>With %Ln exam(s) for validation, R@5 is %1 by chance</source>
        <translation>
            <numerusform>验证集只有 %Ln 次检查，R@5 靠随机即可达 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>R@5 can hardly tell a good run from a bad one. Freeze a dataset with more for validation.</source>
        <translation>R@5 几乎无法区分好坏。请冻结一个验证集更大的数据集。</translation>
    </message>
    <message numerus="yes">
        <source>A batch of %1 is larger than the data (%Ln exam(s)).</source>
        <translation>
            <numerusform>批大小 %1 超过了数据量（%Ln 次检查）。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln training exam(s) labelled</source>
        <translation>
            <numerusform>%Ln 次训练检查中有 %1 次已标注</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln exam(s) have one photograph (%1 %)</source>
        <translation>
            <numerusform>%Ln 次检查只有一张照片（%1 %）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln training exam(s) have no report</source>
        <translation>
            <numerusform>%Ln 次训练检查没有报告</numerusform>
        </translation>
    </message>
    <message>
        <source>How many reports are cut at %1 tokens is known once the tokenizer is trained</source>
        <translation>分词器训练完后才知道有多少报告会在 %1 个词元处被截断</translation>
    </message>
    <message>
        <source>Train it now to see: Tokenizer file, Train…</source>
        <translation>现在训练即可查看：分词器文件，训练…</translation>
    </message>
    <message>
        <source>Pairs of the same text have no part in the loss.</source>
        <translation>文本相同的配对不计入损失。</translation>
    </message>
    <message>
        <source>Memory about %1 of %2 that are free</source>
        <translation>内存约需 %1，可用 %2</translation>
    </message>
    <message>
        <source>Not even one patient at a time fits: choose a smaller network or image side.</source>
        <translation>连一次一名患者也放不下：请选择更小的网络或图像边长。</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>The fastest that fits: %1. It takes %2; a step takes %3 times as long.</source>
        <translation>放得下的最快设置：%1。需要 %2；每步用时为 %3 倍。</translation>
    </message>
</context>
<context>
    <name>retclip::PrivacyDialog</name>
    <message numerus="yes">
        <source>%n find(s) of this kind will be replaced:</source>
        <translation>
            <numerusform>将替换此类的 %n 处：</numerusform>
        </translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>……还有 %1 处</translation>
    </message>
    <message>
        <source>Mark all to be replaced</source>
        <translation>全部标为替换</translation>
    </message>
    <message>
        <source>Report privacy</source>
        <translation>报告隐私</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>As it will read</source>
        <translation>替换后</translation>
    </message>
    <message>
        <source>A or Enter: replace   S: leave as it is   E: other words   Shift+A: all of this kind</source>
        <translation>A 或回车：替换   S：保留   E：改用其他文字   Shift+A：此类全部</translation>
    </message>
    <message>
        <source>What is taken out stays in the history of this study, so that undo can bring it back, and in its backups. An export without names carries neither: it writes only the redacted text, looks through everything it has written, and stops where something is left.</source>
        <translation>被取出的内容保留在本研究的历史及其备份中，以便撤销。去标识化导出不含二者：它只写出遮盖后的文字，检查所写的一切，若仍有遗留则停止。</translation>
    </message>
    <message>
        <source>Replace all of this kind…</source>
        <translation>替换此类全部…</translation>
    </message>
    <message>
        <source>Export without names…</source>
        <translation>去标识化导出…</translation>
    </message>
    <message>
        <source>Identifiers found</source>
        <translation>发现的身份信息</translation>
    </message>
    <message>
        <source>Looking through reports, comments and tags…</source>
        <translation>正在检查报告、评论和标记…</translation>
    </message>
    <message>
        <source>Nothing that tells a person was found. A name without a word beside it is not seen.</source>
        <translation>未发现可指认个人的内容。旁边没有提示词的姓名无法识别。</translation>
    </message>
    <message>
        <source>Found: %1. To replace: %2, to leave: %3, open: %4.</source>
        <translation>发现：%1。替换：%2，保留：%3，待定：%4。</translation>
    </message>
    <message>
        <source>Redact %1</source>
        <translation>遮盖 %1</translation>
    </message>
</context>
<context>
    <name>retclip::PrivacyModel</name>
    <message>
        <source>The tag is taken off.</source>
        <translation>该标记将被去掉。</translation>
    </message>
    <message>
        <source>replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>%1, comment</source>
        <translation>%1，评论</translation>
    </message>
    <message>
        <source>%1, tag</source>
        <translation>%1，标记</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Replaced by</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>%1, camera</source>
        <translation>%1，相机</translation>
    </message>
</context>
<context>
    <name>retclip::ProposalsDialog</name>
    <message>
        <source>Labels from reports</source>
        <translation>从报告提取标签</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Read by rules: words that deny (no, 无, 未见) or doubt (suspected, 可疑) are heeded. What a report does not name is not taken as absent. Look at a part before you take all.</source>
        <translation>按规则读取：会识别表示否定（no、无、未见）和存疑（suspected、可疑）的词。报告未提及的不视为不存在。全部采纳之前，请先抽看一部分。</translation>
    </message>
    <message>
        <source>Space: take or leave   Shift+A: take all   Shift+N: take none</source>
        <translation>空格：采纳或不采纳   Shift+A：全部采纳   Shift+N：全不采纳</translation>
    </message>
    <message>
        <source>Label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>The labels that are looked for in the reports</source>
        <translation>在报告中查找的标签</translation>
    </message>
    <message>
        <source>Which exams</source>
        <translation>哪些检查</translation>
    </message>
    <message>
        <source>Exams without a label, or also those whose label is another one</source>
        <translation>没有标签的检查，或者也包括标签不同的检查</translation>
    </message>
    <message>
        <source>not labelled yet</source>
        <translation>尚未标注</translation>
    </message>
    <message>
        <source>not labelled, or labelled otherwise</source>
        <translation>尚未标注，或标签不同</translation>
    </message>
    <message>
        <source>Proposed labels</source>
        <translation>建议的标签</translation>
    </message>
    <message>
        <source>Reading the reports…</source>
        <translation>正在读取报告…</translation>
    </message>
    <message>
        <source>Not in the dictionary, and so never proposed: %1.</source>
        <translation>不在词典中，因此从不提出建议：%1。</translation>
    </message>
    <message>
        <source>The study has no label set yet: import labels, or define one.</source>
        <translation>研究中还没有标签集：请导入标签，或新建一个。</translation>
    </message>
    <message>
        <source>The reports propose nothing here.</source>
        <translation>报告在此没有建议。</translation>
    </message>
    <message>
        <source>Proposed: %1. Taken: %2.</source>
        <translation>建议：%1。采纳：%2。</translation>
    </message>
    <message numerus="yes">
        <source>Give %n label(s)</source>
        <translation>
            <numerusform>写入 %n 个标签</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::ProposalsModel</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>已采纳</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>未采纳</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>not labelled</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>%1 (denied)</source>
        <translation>%1（否定）</translation>
    </message>
    <message>
        <source>%1 (uncertain)</source>
        <translation>%1（存疑）</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>采纳</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Label now</source>
        <translation>当前标签</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Words in the report</source>
        <translation>报告中的词句</translation>
    </message>
</context>
<context>
    <name>retclip::QueryLine</name>
    <message>
        <source>label:glaucoma eye:both report:&quot;optic disc&quot; age&gt;60 -tag:bad</source>
        <translation>label:青光眼 eye:both report:视盘 age&gt;60 -tag:bad</translation>
    </message>
    <message>
        <source>Type words of a report, or field:value. Enter goes back to the pictures.</source>
        <translation>输入报告中的词，或 字段:值。按 Enter 回到图片。</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Saved queries: save this line, or use one (Ctrl+Shift+S)</source>
        <translation>已存查询：保存当前查询，或使用已存的查询（Ctrl+Shift+S）</translation>
    </message>
</context>
<context>
    <name>retclip::RegionBar</name>
    <message>
        <source>none drawn</source>
        <translation>尚未绘制</translation>
    </message>
    <message numerus="yes">
        <source>%n region(s)</source>
        <translation>
            <numerusform>%n 个区域</numerusform>
        </translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Ellipse: drag from corner to corner</source>
        <translation>椭圆：从一角拖到对角</translation>
    </message>
    <message>
        <source>Polygon: click its corners, Enter closes, Backspace takes the last one back</source>
        <translation>多边形：点击各顶点，回车闭合，退格撤回最后一个</translation>
    </message>
    <message>
        <source>Brush: drag; , and . change its size</source>
        <translation>画笔：拖动；按 , 和 . 更改大小</translation>
    </message>
    <message>
        <source>Eraser: drag over a painted region</source>
        <translation>橡皮：在画笔区域上拖动</translation>
    </message>
    <message>
        <source>Point: click</source>
        <translation>点：点击</translation>
    </message>
    <message>
        <source>Show or hide the regions</source>
        <translation>显示或隐藏区域</translation>
    </message>
    <message>
        <source>Take the chosen region away</source>
        <translation>移除选中的区域</translation>
    </message>
    <message>
        <source>What the region shows</source>
        <translation>区域所示内容</translation>
    </message>
    <message>
        <source>What the next region shows; of a chosen region: what it shows</source>
        <translation>下一个区域的内容；若已选中区域，则为该区域的内容</translation>
    </message>
</context>
<context>
    <name>retclip::ReliabilityChart</name>
    <message>
        <source>series</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>from</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>mean probability</source>
        <translation>平均概率</translation>
    </message>
    <message>
        <source>observed share</source>
        <translation>实际比例</translation>
    </message>
    <message>
        <source>low</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>high</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>可靠性曲线</translation>
    </message>
    <message>
        <source>stated probability</source>
        <translation>预测概率</translation>
    </message>
    <message>
        <source>A point a bin of ten, with its 95 % interval. Below the diagonal the model is too sure, above it too careful.</source>
        <translation>十个区间各一点，附 95 % 区间。低于对角线表示模型过于自信，高于对角线表示过于保守。</translation>
    </message>
</context>
<context>
    <name>retclip::RestoreDialog</name>
    <message>
        <source>Restore to this moment</source>
        <translation>恢复到此时刻</translation>
    </message>
    <message>
        <source>How things stood after No. %1: %2, %3, %4</source>
        <translation>第 %1 号之后的状态：%2，%3，%4</translation>
    </message>
    <message>
        <source>Working out what would change…</source>
        <translation>正在计算将更改的内容…</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>将更改的内容</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Nothing would change: things stand so already.</source>
        <translation>不会有更改：当前已是此状态。</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) would change.</source>
        <translation>
            <numerusform>将更改 %n 次检查。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is deleted: this is an edit itself, and Ctrl+Z takes it back.</source>
        <translation>不会删除任何内容：恢复本身也是一次编辑，按 Ctrl+Z 可撤销。</translation>
    </message>
    <message>
        <source>The list shows the first %1 of %2 changes.</source>
        <translation>列表显示 %2 项更改中的前 %1 项。</translation>
    </message>
    <message>
        <source>What came in or was made since stays: %1.</source>
        <translation>此后导入或创建的内容保留：%1。</translation>
    </message>
    <message>
        <source>No exam would change, but what is listed.</source>
        <translation>不会更改任何检查，只更改所列内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) stay as they are, since an import has changed them or exams that photographs went between.</source>
        <translation>
            <numerusform>%n 次检查保持不变，因为此后有导入更改了它们，或更改了与它们之间移动过照片的检查。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::RetrievalCasesDialog</name>
    <message>
        <source>Searches of run %1 one by one</source>
        <translation>运行 %1 的逐次检索</translation>
    </message>
    <message>
        <source>report to photographs</source>
        <translation>报告到照片</translation>
    </message>
    <message>
        <source>photographs to report</source>
        <translation>照片到报告</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>Whose findings are taken for each other</source>
        <translation>按哪个标签集统计所见混淆</translation>
    </message>
    <message>
        <source>Hardest searches</source>
        <translation>最难的检索</translation>
    </message>
    <message>
        <source>Looked for</source>
        <translation>检索对象</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Found first</source>
        <translation>首个结果</translation>
    </message>
    <message>
        <source>Ranks of the first right answer: how many searches. Press one to select them.</source>
        <translation>首个正确结果的名次：检索次数。点按即可选择这些检索。</translation>
    </message>
    <message>
        <source>Down: the finding looked for. Across: that of what was found first. Press a cell to select its searches.</source>
        <translation>纵向：检索对象的所见；横向：首个结果的所见。点按单元格选择其中的检索。</translation>
    </message>
    <message>
        <source>The hardest searches; a row selects both exams.</source>
        <translation>最难的检索；选中一行即选择两次检查。</translation>
    </message>
    <message>
        <source>An exam that was looked for, and what was found first</source>
        <translation>检索对象及首个结果</translation>
    </message>
    <message>
        <source>Comparing every report with every photograph…</source>
        <translation>正在比较每份报告与每张照片…</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message numerus="yes">
        <source>%n search(es)</source>
        <translation>
            <numerusform>%n 次检索</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n search(es) of run %1 whose answer ranks %2 or later</source>
        <translation>
            <numerusform>运行 %1 中答案名次在第 %2 及以后的 %n 次检索</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n search(es) of run %1 for %2 that found %3 first</source>
        <translation>
            <numerusform>运行 %1 中检索“%2”而首先得到“%3”的 %n 次检索</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::RetrieveWorkspace</name>
    <message numerus="yes">
        <source>%n hits of run %1 for “%2”</source>
        <translation>
            <numerusform>运行 %1 对“%2”的 %n 个结果</numerusform>
        </translation>
    </message>
    <message>
        <source>Search by words</source>
        <translation>按词检索</translation>
    </message>
    <message>
        <source>Embed the study with run %1</source>
        <translation>用运行 %1 计算研究的嵌入</translation>
    </message>
    <message>
        <source>Stopped; what was embedded is kept.</source>
        <translation>已停止；已计算的嵌入保留。</translation>
    </message>
    <message>
        <source>%1 candidates, %2 ms</source>
        <translation>%1 个候选，%2 毫秒</translation>
    </message>
    <message numerus="yes">
        <source>%n exams of similarity ≥ %1 to “%2” (run %3)</source>
        <translation>
            <numerusform>%n 次检查与“%2”的相似度 ≥ %1（运行 %3）</numerusform>
        </translation>
    </message>
    <message>
        <source>Measure retrieval of run %1</source>
        <translation>衡量运行 %1 的检索</translation>
    </message>
    <message>
        <source>Open a study to search in it.</source>
        <translation>打开研究以进行检索。</translation>
    </message>
    <message>
        <source>Searching needs a trained run: pretrain one first.</source>
        <translation>检索需要训练好的运行：请先预训练一个。</translation>
    </message>
    <message>
        <source>The candidates are being embedded; this is done once for each run.</source>
        <translation>正在计算候选的嵌入；每个运行只需一次。</translation>
    </message>
    <message>
        <source>Nothing was found: widen the candidates.</source>
        <translation>没有找到：请放宽候选范围。</translation>
    </message>
    <message>
        <source>Write what you look for and press Enter. The first search embeds the study in the background.</source>
        <translation>写出要查找的内容并按 Enter。第一次检索会在后台计算研究的嵌入。</translation>
    </message>
    <message>
        <source>Similarity of all candidates</source>
        <translation>所有候选的相似度</translation>
    </message>
    <message>
        <source>cosine; drag for a threshold</source>
        <translation>余弦；拖动设置阈值</translation>
    </message>
    <message>
        <source>Search to see how similar all candidates are.</source>
        <translation>检索后可看到所有候选的相似程度。</translation>
    </message>
    <message>
        <source>How good is retrieval?</source>
        <translation>检索效果如何？</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>衡量</translation>
    </message>
    <message>
        <source>Retrieve</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Atlas of all embeddings</source>
        <translation>全部嵌入向量的图谱</translation>
    </message>
    <message>
        <source>Cases…</source>
        <translation>逐例…</translation>
    </message>
    <message>
        <source>The hardest searches, how ranks fall, and which findings are taken for which</source>
        <translation>最难的检索、名次分布以及哪些所见互相混淆</translation>
    </message>
    <message>
        <source>Atlas of all embeddings…</source>
        <translation>全部嵌入向量的图谱…</translation>
    </message>
    <message>
        <source>All exams on one map: what the run finds alike lies together</source>
        <translation>全部检查在一张图上：运行认为相似的检查靠在一起</translation>
    </message>
    <message>
        <source>Ask a second run</source>
        <translation>再问另一次运行</translation>
    </message>
    <message>
        <source>Write what you look for first.</source>
        <translation>请先写出要找什么。</translation>
    </message>
    <message>
        <source>Ask a second run…</source>
        <translation>再问另一次运行…</translation>
    </message>
    <message>
        <source>The same question to another run: what moved up, what is new, what was lost (Ctrl+Shift+E)</source>
        <translation>用同一问题询问另一次运行：哪些上升、哪些新增、哪些丢失 (Ctrl+Shift+E)</translation>
    </message>
</context>
<context>
    <name>retclip::ReviewQueuePanel</name>
    <message>
        <source>no run</source>
        <translation>没有运行</translation>
    </message>
    <message>
        <source>missed, p %1</source>
        <translation>漏判，p %1</translation>
    </message>
    <message>
        <source>false alarm, p %1</source>
        <translation>误报，p %1</translation>
    </message>
    <message>
        <source>right, p %1</source>
        <translation>正确，p %1</translation>
    </message>
    <message>
        <source>Case %1 of %2, exam %3, %4, %5</source>
        <translation>第 %1 / %2 例，检查 %3，%4，%5</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>未审核</translation>
    </message>
    <message>
        <source>%1 of %2 reviewed</source>
        <translation>已审核 %1 / %2</translation>
    </message>
    <message>
        <source>Prediction of</source>
        <translation>预测来自</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>wrong &amp; sure first</source>
        <translation>确信却错的在前</translation>
    </message>
    <message>
        <source>nearest to the threshold</source>
        <translation>最接近阈值</translation>
    </message>
    <message>
        <source>as selected</source>
        <translation>按选择顺序</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>Cases to review</source>
        <translation>要审核的病例</translation>
    </message>
    <message>
        <source>Reading rounds…</source>
        <translation>评审轮…</translation>
    </message>
    <message>
        <source>Several readers grade the same exams, each alone</source>
        <translation>多名评分者各自独立地为同一批检查评分</translation>
    </message>
    <message>
        <source>Label issues…</source>
        <translation>标签问题…</translation>
    </message>
    <message>
        <source>Labels that are likely wrong, as one list with reasons</source>
        <translation>可能有误的标签，合为一个附理由的列表</translation>
    </message>
    <message>
        <source>Freeze and retrain</source>
        <translation>冻结并重新训练</translation>
    </message>
    <message>
        <source>Freeze the corrected labels, learn from them as the reviewed run did, and compare on the test cases (Ctrl+Alt+T)</source>
        <translation>冻结改正后的标签，按被复核的运行同样学习，并在测试病例上比较 (Ctrl+Alt+T)</translation>
    </message>
    <message>
        <source>What was found…</source>
        <translation>复核发现…</translation>
    </message>
    <message>
        <source>Verdicts, reasons, classes and groups, counted, as a page or a table</source>
        <translation>按判定、原因、类别和分组计数，存为网页或表格</translation>
    </message>
    <message>
        <source>least sure of all classes (entropy)</source>
        <translation>各类别总体最不确定优先（熵）</translation>
    </message>
    <message>
        <source>least like what is known (core-set)</source>
        <translation>与已知最不相似优先（核心集）</translation>
    </message>
    <message>
        <source>Entropy and core-set put first what a run would learn most from; retclip review replay measures whether they do</source>
        <translation>熵与核心集把运行可能学到最多的病例排在前面；retclip review replay 可测出是否如此</translation>
    </message>
</context>
<context>
    <name>retclip::ReviewWorkspace</name>
    <message>
        <source>Verdict: %1</source>
        <translation>结论：%1</translation>
    </message>
    <message>
        <source>Open a study to review its cases.</source>
        <translation>打开研究以审核其病例。</translation>
    </message>
    <message>
        <source>Nothing to review yet. Press a cell in Evaluate, or select exams anywhere and send them here (Ctrl+R).</source>
        <translation>还没有可审核的内容。在“评估”中点按单元格，或在任意处选择检查并送来（Ctrl+R）。</translation>
    </message>
    <message>
        <source>None of these exams is in the study any more: widen the filter.</source>
        <translation>这些检查都已不在研究中：请放宽筛选。</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>label wrong</source>
        <translation>标签错误</translation>
    </message>
    <message>
        <source>model wrong</source>
        <translation>模型错误</translation>
    </message>
    <message>
        <source>ambiguous</source>
        <translation>难以判定</translation>
    </message>
    <message>
        <source>poor image</source>
        <translation>图像质量差</translation>
    </message>
    <message>
        <source>wrong eye</source>
        <translation>眼别错误</translation>
    </message>
    <message>
        <source>report mismatch</source>
        <translation>报告不符</translation>
    </message>
    <message>
        <source>region drawn</source>
        <translation>已画区域</translation>
    </message>
    <message>
        <source>Reading rounds</source>
        <translation>评审轮</translation>
    </message>
    <message>
        <source>New reading round…</source>
        <translation>新建评审轮…</translation>
    </message>
    <message>
        <source>Review queue</source>
        <translation>审核队列</translation>
    </message>
    <message>
        <source>Label issues</source>
        <translation>标签问题</translation>
    </message>
    <message>
        <source>Order by what run %1 has not seen</source>
        <translation>按运行 %1 未见过的排序</translation>
    </message>
    <message>
        <source>Retrain run %1 on corrected labels</source>
        <translation>用改正的标签重新训练运行 %1</translation>
    </message>
    <message>
        <source>Save what the review found</source>
        <translation>保存复核发现</translation>
    </message>
    <message>
        <source>Page (*.html);;Numbers (*.csv)</source>
        <translation>网页 (*.html);;数值 (*.csv)</translation>
    </message>
    <message>
        <source>What the review found: %1</source>
        <translation>复核发现：%1</translation>
    </message>
    <message>
        <source>Count what the review found</source>
        <translation>统计复核发现</translation>
    </message>
    <message>
        <source>Freeze corrected labels and retrain</source>
        <translation>冻结改正的标签并重新训练</translation>
    </message>
    <message>
        <source>Save what the review found…</source>
        <translation>保存复核发现…</translation>
    </message>
</context>
<context>
    <name>retclip::RocChart</name>
    <message>
        <source>threshold %1: sensitivity %2, specificity %3</source>
        <translation>阈值 %1：灵敏度 %2，特异度 %3</translation>
    </message>
    <message>
        <source>threshold %1: recall %2, precision %3</source>
        <translation>阈值 %1：召回率 %2，精确率 %3</translation>
    </message>
    <message>
        <source>curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>1 - specificity</source>
        <translation>1 - 特异度</translation>
    </message>
    <message>
        <source>sensitivity</source>
        <translation>灵敏度</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>精确率</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>Precision–recall</source>
        <translation>精确率–召回率</translation>
    </message>
    <message>
        <source>1 − specificity</source>
        <translation>1 − 特异度</translation>
    </message>
    <message>
        <source>Click or use the arrow keys to move the threshold</source>
        <translation>点击或用方向键移动阈值</translation>
    </message>
</context>
<context>
    <name>retclip::RoundDialog</name>
    <message>
        <source>New reading round</source>
        <translation>新建评审轮</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Label set</source>
        <translation>标签集</translation>
    </message>
    <message>
        <source>chen, li, wu: names as in Settings</source>
        <translation>chen, li, wu：与设置中的姓名一致</translation>
    </message>
    <message>
        <source>Readers</source>
        <translation>评分者</translation>
    </message>
    <message numerus="yes">
        <source>the selection: %n exam(s)</source>
        <translation>
            <numerusform>当前选集：%n 个检查</numerusform>
        </translation>
    </message>
    <message>
        <source>what a query finds</source>
        <translation>查询结果</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>eye:both -excluded; empty: all exams</source>
        <translation>eye:both -excluded；留空为全部检查</translation>
    </message>
    <message>
        <source>Blind: labels, reports and others&apos; grades stay hidden</source>
        <translation>盲法：隐藏标签、报告和他人的评分</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Hidden controls</source>
        <translation>隐藏对照</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Every reader has an order of their own. Hidden controls are cases that come a second time, far from the first: they tell how steady a reader is. Grades change no label until a case is settled.</source>
        <translation>每名评分者的顺序各不相同。隐藏对照是相隔较远再次出现的病例，用于了解评分者是否稳定。在病例定论之前，评分不会改变任何标签。</translation>
    </message>
    <message>
        <source>Open the round</source>
        <translation>开启评审轮</translation>
    </message>
    <message>
        <source>The study has no label set to grade by. Import labels, or define one.</source>
        <translation>该研究没有可用于评分的标签集。请导入标签，或定义一个。</translation>
    </message>
</context>
<context>
    <name>retclip::RoundPage</name>
    <message>
        <source>Open a study to read its cases.</source>
        <translation>请打开研究以评审其病例。</translation>
    </message>
    <message>
        <source>No reading round is open. “New round…” lets several readers grade the same exams, each alone.</source>
        <translation>尚未打开评审轮。“新建评审轮…”可让多名评分者各自独立地为同一批检查评分。</translation>
    </message>
    <message>
        <source>No case on which the readers differ. It comes here once all have graded it.</source>
        <translation>没有意见分歧的病例。所有人评完且结果不同的病例会出现在这里。</translation>
    </message>
    <message>
        <source>This round has no case.</source>
        <translation>该评审轮没有病例。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Blind: labels, report and other readers&apos; grades are hidden.</source>
        <translation>盲法：标签、报告和其他评分者的评分已隐藏。</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1（您）</translation>
    </message>
    <message>
        <source>exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>cannot be graded</source>
        <translation>无法评分</translation>
    </message>
    <message>
        <source>none of these</source>
        <translation>以上都不是</translation>
    </message>
    <message>
        <source>Reviewed five times and not agreed: you decide, or leave it ambiguous (U).</source>
        <translation>复核五次仍未一致：由您决定，或保留为难以判定（U）。</translation>
    </message>
    <message>
        <source>The readers differ. A class closes the case with the source “adjudicated”.</source>
        <translation>评分者意见不同。按类别键即定论，来源为“仲裁”。</translation>
    </message>
    <message>
        <source>Your turn: keep your grade (Enter) or change it; a comment helps the others.</source>
        <translation>轮到您：保留评分（回车）或更改；评论有助于他人理解。</translation>
    </message>
    <message>
        <source>Another reader&apos;s turn.</source>
        <translation>轮到另一名评分者。</translation>
    </message>
    <message>
        <source>saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>What each reader said</source>
        <translation>各评分者的意见</translation>
    </message>
</context>
<context>
    <name>retclip::RoundPanel</name>
    <message>
        <source>%1 (you)</source>
        <translation>%1（您）</translation>
    </message>
    <message>
        <source>%1 (closed)</source>
        <translation>%1（已结束）</translation>
    </message>
    <message>
        <source>no round yet</source>
        <translation>尚无评审轮</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>Reader %1: %2 graded</source>
        <translation>评分者 %1：已评 %2</translation>
    </message>
    <message>
        <source>You grade as %1</source>
        <translation>您作为 %1 评分</translation>
    </message>
    <message>
        <source>You are no reader of this round: you decide</source>
        <translation>您不是该轮的评分者：由您定论</translation>
    </message>
    <message>
        <source>blind</source>
        <translation>盲法</translation>
    </message>
    <message>
        <source>not blind</source>
        <translation>非盲法</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n 个病例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hidden control(s)</source>
        <translation>
            <numerusform>%n 个隐藏对照</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 settled</source>
        <translation>%1 个已定论</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Disagreements (%1)</source>
        <translation>分歧（%1）</translation>
    </message>
    <message numerus="yes">
        <source>Settle %n agreed grade(s)</source>
        <translation>
            <numerusform>为 %n 个一致评分定论</numerusform>
        </translation>
    </message>
    <message>
        <source>Shown when you have graded all.</source>
        <translation>全部评完后显示。</translation>
    </message>
    <message>
        <source>Fleiss&apos; kappa</source>
        <translation>Fleiss Kappa</translation>
    </message>
    <message>
        <source>Cohen&apos;s kappa</source>
        <translation>Cohen Kappa</translation>
    </message>
    <message>
        <source>quadratic</source>
        <translation>二次加权</translation>
    </message>
    <message>
        <source>same answer</source>
        <translation>相同回答</translation>
    </message>
    <message>
        <source>%1 twice</source>
        <translation>%1 重复</translation>
    </message>
    <message>
        <source>not gradable</source>
        <translation>无法评分</translation>
    </message>
    <message>
        <source>Nothing to compare yet.</source>
        <translation>尚无可比较的内容。</translation>
    </message>
    <message>
        <source>Back to the review queue</source>
        <translation>返回审核队列</translation>
    </message>
    <message>
        <source>New round…</source>
        <translation>新建评审轮…</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>评审轮</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Close the round</source>
        <translation>结束评审轮</translation>
    </message>
    <message>
        <source>No further grades; what is settled stays</source>
        <translation>不再评分；已定论的保留</translation>
    </message>
    <message>
        <source>Gives the label that all readers said; one step of undo</source>
        <translation>采用所有评分者一致的标签；可一步撤销</translation>
    </message>
    <message>
        <source>AGREEMENT (95 %, BY PATIENT)</source>
        <translation>一致性（95 %，按患者）</translation>
    </message>
</context>
<context>
    <name>retclip::RunChartBar</name>
    <message>
        <source>smooth %1</source>
        <translation>平滑 %1</translation>
    </message>
    <message>
        <source>smooth off</source>
        <translation>平滑关</translation>
    </message>
    <message>
        <source>x</source>
        <translation>x</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>patients seen</source>
        <translation>已看患者数</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>训练轮</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>x axis</source>
        <translation>x 轴</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Drawn over the raw points, never instead of them (S)</source>
        <translation>画在原始点之上，从不取代它们（S）</translation>
    </message>
    <message>
        <source>log x</source>
        <translation>x 对数</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>y 对数</translation>
    </message>
    <message>
        <source>Logarithmic x (Shift+L)</source>
        <translation>x 轴对数（Shift+L）</translation>
    </message>
    <message>
        <source>Logarithmic loss (L)</source>
        <translation>损失对数（L）</translation>
    </message>
    <message>
        <source>Fit all curves (F)</source>
        <translation>显示全部曲线（F）</translation>
    </message>
    <message>
        <source>Show abandoned steps: replayed after a resume</source>
        <translation>显示被放弃的步：续训后重做的</translation>
    </message>
</context>
<context>
    <name>retclip::RunCharts</name>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>left</source>
        <translation>左眼</translation>
    </message>
    <message>
        <source>right</source>
        <translation>右眼</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>image → text</source>
        <translation>图像 → 文本</translation>
    </message>
    <message>
        <source>text → image</source>
        <translation>文本 → 图像</translation>
    </message>
    <message>
        <source>patients/s</source>
        <translation>患者/秒</translation>
    </message>
    <message>
        <source>GiB</source>
        <translation>GiB</translation>
    </message>
    <message>
        <source>Loss (nat, sum of levels)</source>
        <translation>损失（nat，各层面之和）</translation>
    </message>
    <message>
        <source>Loss of each level</source>
        <translation>各层面的损失</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Right in the batch</source>
        <translation>批内正确率</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Logit scales</source>
        <translation>相似度缩放系数</translation>
    </message>
    <message>
        <source>Patients per second</source>
        <translation>每秒患者数</translation>
    </message>
    <message>
        <source>Memory (GiB)</source>
        <translation>内存（GiB）</translation>
    </message>
    <message>
        <source>median rank</source>
        <translation>中位排名</translation>
    </message>
    <message>
        <source>chance 3·ln(%1) = %2</source>
        <translation>随机 3·ln(%1) = %2</translation>
    </message>
    <message>
        <source>chance ln(%1) = %2</source>
        <translation>随机 ln(%1) = %2</translation>
    </message>
    <message>
        <source>duplicate floor %1</source>
        <translation>重复下限 %1</translation>
    </message>
    <message>
        <source>checkpoint at step %1</source>
        <translation>第 %1 步的检查点</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>patients seen</source>
        <translation>已看患者数</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>训练轮</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>The first step has not been told yet.</source>
        <translation>第一步尚未上报。</translation>
    </message>
    <message>
        <source>This run tells no losses by level.</source>
        <translation>此运行没有上报各层面的损失。</translation>
    </message>
    <message>
        <source>No validation yet.</source>
        <translation>尚无验证。</translation>
    </message>
    <message>
        <source>This run does not tell it.</source>
        <translation>此运行没有上报。</translation>
    </message>
    <message>
        <source>Not told yet.</source>
        <translation>尚未上报。</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>waiting for data</source>
        <translation>等待数据</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>前向</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>% of the machine</source>
        <translation>占机器的 %</translation>
    </message>
    <message>
        <source>°C</source>
        <translation>°C</translation>
    </message>
    <message>
        <source>image: patches</source>
        <translation>图像：图块</translation>
    </message>
    <message>
        <source>image: lower third</source>
        <translation>图像：下三分之一</translation>
    </message>
    <message>
        <source>image: middle third</source>
        <translation>图像：中三分之一</translation>
    </message>
    <message>
        <source>image: upper third</source>
        <translation>图像：上三分之一</translation>
    </message>
    <message>
        <source>image: projection</source>
        <translation>图像：投影</translation>
    </message>
    <message>
        <source>text: embeddings</source>
        <translation>文本：嵌入</translation>
    </message>
    <message>
        <source>text: lower third</source>
        <translation>文本：下三分之一</translation>
    </message>
    <message>
        <source>text: middle third</source>
        <translation>文本：中三分之一</translation>
    </message>
    <message>
        <source>text: upper third</source>
        <translation>文本：上三分之一</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>头</translation>
    </message>
    <message>
        <source>logit scales</source>
        <translation>logit 尺度</translation>
    </message>
    <message>
        <source>classifier</source>
        <translation>分类器</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Time of a step (%)</source>
        <translation>每步时间（%）</translation>
    </message>
    <message>
        <source>Products, of the machine&apos;s rate (%)</source>
        <translation>矩阵乘法占机器速率（%）</translation>
    </message>
    <message>
        <source>Processor (°C)</source>
        <translation>处理器（°C）</translation>
    </message>
    <message>
        <source>This computer does not tell it.</source>
        <translation>这台计算机不提供此数据。</translation>
    </message>
</context>
<context>
    <name>retclip::RunChecksDialog</name>
    <message>
        <source>Doctor: why does my loss not fall?</source>
        <translation>训练诊断：为什么损失不下降？</translation>
    </message>
    <message>
        <source>Prove resume</source>
        <translation>证明可续训</translation>
    </message>
    <message>
        <source>Short experiments with these settings and this study. Nothing is registered, and the study is only read.</source>
        <translation>用这些设置和此研究做的简短实验。不登记任何内容，研究只被读取。</translation>
    </message>
    <message>
        <source>The same 50 steps are trained twice, and once more with a stop and a resume in the middle. Weights, optimizer and random numbers must be equal bit for bit.</source>
        <translation>同样的 50 步训练两次，再训练一次并在中途停止和续训。权重、优化器和随机数必须逐位相同。</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限度</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再次运行</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Stopped. What was checked stands above.</source>
        <translation>已停止。已检查的内容在上方。</translation>
    </message>
    <message>
        <source>⚠ %1 %2</source>
        <translation>⚠ %1 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n of the checks found something to look at.</source>
        <translation>
            <numerusform>有 %n 项检查发现需要注意的问题。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found that would keep the loss from falling.</source>
        <translation>未发现会使损失无法下降的问题。</translation>
    </message>
    <message>
        <source>Proved: the run repeats bit for bit, stopped or not.</source>
        <translation>已证明：无论是否中断，运行都逐位重复。</translation>
    </message>
    <message>
        <source>Preset %1, program %2</source>
        <translation>预设 %1，程序 %2</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>NOT OK</source>
        <translation>不正常</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Text (*.txt);;JSON Lines (*.jsonl)</source>
        <translation>文本 (*.txt);;JSON Lines (*.jsonl)</translation>
    </message>
</context>
<context>
    <name>retclip::RunDelegate</name>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 / %2 步</translation>
    </message>
</context>
<context>
    <name>retclip::RunDifferences</name>
    <message>
        <source>setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>best figure</source>
        <translation>最佳值</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>whole study</source>
        <translation>整个研究</translation>
    </message>
    <message>
        <source>data version</source>
        <translation>数据版本</translation>
    </message>
    <message>
        <source>preset</source>
        <translation>预设</translation>
    </message>
</context>
<context>
    <name>retclip::RunEventList</name>
    <message>
        <source>started</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>checkpoint %1</source>
        <translation>检查点 %1</translation>
    </message>
    <message>
        <source>epoch %1 ended</source>
        <translation>第 %1 轮结束</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>ended: %1</source>
        <translation>结束：%1</translation>
    </message>
    <message>
        <source>%1   step %2   %3</source>
        <translation>%1   第 %2 步   %3</translation>
    </message>
</context>
<context>
    <name>retclip::RunFieldRow</name>
    <message>
        <source>Train…</source>
        <translation>训练…</translation>
    </message>
    <message>
        <source>Train a tokenizer from the study&apos;s reports and look at it</source>
        <translation>用研究的报告训练分词器并查看</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>(choose)</source>
        <translation>（请选择）</translation>
    </message>
    <message>
        <source>%1 / %2 only</source>
        <translation>仅 %1 / %2</translation>
    </message>
    <message>
        <source>Changed. Press to go back to the preset&apos;s value: %1</source>
        <translation>已更改。点按恢复预设值：%1</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Back to the preset’s value</source>
        <translation>恢复预设值</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>Allowed: %1 to %2.</source>
        <translation>允许：%1 至 %2。</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>%1 to %2 %3</source>
        <translation>%1 至 %2 %3</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>发表值</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Source (not stated)</source>
        <translation>出处（未说明）</translation>
    </message>
    <message>
        <source>Chance line</source>
        <translation>随机水平线</translation>
    </message>
    <message>
        <source>ln %1 = %2</source>
        <translation>ln %1 = %2</translation>
    </message>
</context>
<context>
    <name>retclip::RunFigures</name>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation>%1 GiB</translation>
    </message>
    <message>
        <source>time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>time run</source>
        <translation>已用时间</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>训练轮</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>best validation</source>
        <translation>最佳验证</translation>
    </message>
    <message>
        <source>patients/s</source>
        <translation>患者/秒</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>of the rate</source>
        <translation>占机器速率</translation>
    </message>
    <message>
        <source>Share of the last steps spent waiting for photographs: under 2 % is good; more decoding threads help</source>
        <translation>最近几步中等待照片所占时间：低于 2 % 为好；增加解码线程有帮助</translation>
    </message>
    <message>
        <source>The network&apos;s products a second, as a share of what one large product reaches on this machine</source>
        <translation>网络每秒的乘法运算，占本机单个大矩阵乘法所达速率的比例</translation>
    </message>
</context>
<context>
    <name>retclip::RunForm</name>
    <message>
        <source>The whole study (80 / 10 / 10 by patient)</source>
        <translation>整个研究（按患者 80 / 10 / 10）</translation>
    </message>
    <message>
        <source>%1 — train %2, validation %3, test %4 patients</source>
        <translation>%1 — 训练 %2、验证 %3、测试 %4 名患者</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Choose the label set that the run shall learn.</source>
        <translation>请选择运行要学习的标签集。</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>empty: preset and number</source>
        <translation>留空：预设名加编号</translation>
    </message>
    <message>
        <source>What is tried here, and why</source>
        <translation>这里尝试什么，为什么</translation>
    </message>
    <message>
        <source>Advanced settings (%1)</source>
        <translation>高级设置（%1）</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>&lt;p&gt;Go to a setting to read what it does to the result, memory and time, and what the paper used.&lt;/p&gt;</source>
        <translation>&lt;p&gt;移到某个设置上，可查看它对结果、内存和时间的影响，以及论文所用的值。&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>retclip::RunListModel</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Run %1, %2, %3</source>
        <translation>运行 %1，%2，%3</translation>
    </message>
    <message>
        <source>Run %1, %2, %3, %4</source>
        <translation>运行 %1，%2，%3，%4</translation>
    </message>
</context>
<context>
    <name>retclip::RunLooks</name>
    <message>
        <source>The report of %1 and what lies nearest to it</source>
        <translation>%1 的报告及与其最近者</translation>
    </message>
    <message>
        <source>step %1 (%2 of %3)</source>
        <translation>第 %1 步（%2 / %3）</translation>
    </message>
    <message>
        <source>report of</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>its own rank</source>
        <translation>自身名次</translation>
    </message>
    <message>
        <source>nearest %1</source>
        <translation>最近 %1</translation>
    </message>
    <message>
        <source>Its own photographs</source>
        <translation>自己的照片</translation>
    </message>
    <message>
        <source>Validation that is shown</source>
        <translation>所显示的验证</translation>
    </message>
    <message>
        <source>Goes through the run&apos;s validations; the last is the newest</source>
        <translation>浏览训练的各次验证；最后一次最新</translation>
    </message>
    <message>
        <source>What lies nearest to the reports of some cases</source>
        <translation>与若干病例的报告最近者</translation>
    </message>
    <message>
        <source>Double click: the case and its neighbours in Data</source>
        <translation>双击：在“数据”中查看该病例及其近邻</translation>
    </message>
    <message>
        <source>A row a report, a column a patient&apos;s photographs of the last validation batch. What belongs together lies on the diagonal.</source>
        <translation>每行是一份报告，每列是最后一个验证批次中一名患者的照片。相配者位于对角线。</translation>
    </message>
    <message>
        <source>Pretraining shows here after each validation which photographs it finds nearest to reports.</source>
        <translation>预训练会在每次验证后在此显示与报告最接近的照片。</translation>
    </message>
</context>
<context>
    <name>retclip::RunNote</name>
    <message>
        <source>What was tried, and what came of it. Saved by itself.</source>
        <translation>尝试了什么，结果如何。自动保存。</translation>
    </message>
</context>
<context>
    <name>retclip::RunPage</name>
    <message>
        <source>Run %1 · %2</source>
        <translation>运行 %1 · %2</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>星标</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>See how well this run predicts</source>
        <translation>查看此运行的预测效果</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Settings and figures</source>
        <translation>设置与指标</translation>
    </message>
    <message>
        <source>Similarities</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Go on at half the rate</source>
        <translation>以一半学习率继续</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint at half the learning rate (Shift+P)</source>
        <translation>从最近的检查点以一半学习率继续（Shift+P）</translation>
    </message>
</context>
<context>
    <name>retclip::RunParallel</name>
    <message numerus="yes">
        <source>%n run(s) as lines through the settings that differ</source>
        <translation>
            <numerusform>%n 个训练，以穿过不同设置的线表示</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare runs whose settings differ (C): a line a run shows which settings go with good ones.</source>
        <translation>比较设置不同的训练（C）：每个训练一条线，显示哪些设置伴随好的结果。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>retclip::RunQueuePanel</name>
    <message>
        <source>Resume from the last checkpoint (P)</source>
        <translation>从最后的检查点续训（P）</translation>
    </message>
    <message>
        <source>Pause: checkpoint, stop, release the device (P)</source>
        <translation>暂停：写检查点、停止、释放设备（P）</translation>
    </message>
    <message>
        <source>NEW RUN</source>
        <translation>新建运行</translation>
    </message>
    <message>
        <source>QUEUE</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Filter runs</source>
        <translation>筛选运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Cancel the run</source>
        <translation>取消该运行</translation>
    </message>
    <message>
        <source>Earlier in the queue (Alt+Up)</source>
        <translation>在队列中提前（Alt+Up）</translation>
    </message>
    <message>
        <source>Later in the queue (Alt+Down)</source>
        <translation>在队列中推后（Alt+Down）</translation>
    </message>
    <message>
        <source>New run with the same settings</source>
        <translation>用相同设置新建运行</translation>
    </message>
</context>
<context>
    <name>retclip::SampleTour</name>
    <message>
        <source>No run could be started here; the messages under the bell say why.</source>
        <translation>这里无法开始训练；铃铛下的消息说明原因。</translation>
    </message>
    <message>
        <source>Run %1 is about to start.</source>
        <translation>训练 %1 即将开始。</translation>
    </message>
    <message>
        <source>Run %1 is learning now: step %2 of %3, loss %4.</source>
        <translation>训练 %1 正在学习：第 %2 步，共 %3 步，损失 %4。</translation>
    </message>
    <message>
        <source>Run %1 is getting ready: it reads the photographs.</source>
        <translation>训练 %1 正在准备：读取照片。</translation>
    </message>
    <message>
        <source>Run %1 is done.</source>
        <translation>训练 %1 已完成。</translation>
    </message>
    <message>
        <source>Run %1 did not end well: %2</source>
        <translation>训练 %1 未正常结束：%2</translation>
    </message>
    <message>
        <source>A study</source>
        <translation>一个研究</translation>
    </message>
    <message>
        <source>These patients are SYNTHETIC: drawn on this computer. All else is as with your own study. So that the results of this tour are real, a small network learns from them meanwhile.</source>
        <translation>这些患者是“合成”的：在本机绘制。其余与您自己的研究相同。为使导览的结果真实，一个小网络正在用它们学习。</translation>
    </message>
    <message>
        <source>Data: every exam</source>
        <translation>数据：每个检查</translation>
    </message>
    <message>
        <source>A card is an exam: both eyes, the right eye (OD) at your left, as you face the patient. A click chooses, and the bar at the bottom says what can be done with what is chosen.</source>
        <translation>一张卡片是一个检查：两只眼，右眼（OD）在您的左侧，如同面对患者。点击即选择，底部的栏说明可以对所选内容做什么。</translation>
    </message>
    <message>
        <source>Ask for what you want</source>
        <translation>查询您要的</translation>
    </message>
    <message numerus="yes">
        <source>Ctrl+F. Words beside each other must all be true; this line found %n exam(s). It completes as you type.</source>
        <translation>
            <numerusform>Ctrl+F。并列的词必须同时满足；这一行找到 %n 个检查。输入时会自动补全。</numerusform>
        </translation>
    </message>
    <message>
        <source>Label by keys</source>
        <translation>用按键标注</translation>
    </message>
    <message>
        <source>1 to 9 give a class, [ and ] choose the eye, Space goes on, N finds the next without a label. Each is on disk before the next key is read; Ctrl+Z takes it back. The tour itself labels nothing.</source>
        <translation>1 到 9 给出类别，[ 和 ] 选择眼别，空格继续，N 找到下一个没有标签的。每次都在读取下一个键之前写入磁盘；Ctrl+Z 撤销。导览本身不标注任何内容。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Every point of the curve is there. The line “chance” is the loss of somebody who guesses: a run that lies on it learns nothing.</source>
        <translation>曲线的每个点都在。“随机水平”线是猜测者的损失：停在线上的训练什么也没学到。</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Figures come from the test part alone, each with its interval, its number of cases and its chance level. A click on a cell, a dot or a bar selects these very cases.</source>
        <translation>数字只来自测试部分，每个都有区间、例数和随机水平。点击一格、一点或一根条即选中这些病例。</translation>
    </message>
    <message>
        <source>Review the mistakes</source>
        <translation>复核错误</translation>
    </message>
    <message>
        <source>Cases sent here come with the surest mistakes first. 1 says that the label is wrong, 2 that the model is; hold A to see what the model looked at. New labels stand beside the old ones.</source>
        <translation>送到这里的病例按最有把握的错误排在前面。1 表示标签错误，2 表示模型错误；按住 A 查看模型关注的位置。新标签与旧标签并存。</translation>
    </message>
    <message>
        <source>Now your own photographs</source>
        <translation>现在用您自己的照片</translation>
    </message>
    <message>
        <source>Ctrl+I brings them in, or drop them on the window. Ctrl+K finds every command, F1 lists the keys, Shift+F1 opens the guide with worked examples.</source>
        <translation>Ctrl+I 导入，或把它们拖到窗口上。Ctrl+K 找到每个命令，F1 列出按键，Shift+F1 打开带示例的指南。</translation>
    </message>
</context>
<context>
    <name>retclip::SavedQueriesDialog</name>
    <message>
        <source>Saved queries</source>
        <translation>已存查询</translation>
    </message>
    <message>
        <source>In a query, saved:NAME finds what the saved one finds, so that queries can be put together.</source>
        <translation>在查询中，saved:NAME 查找该已存查询（NAME 为其名称）的结果，因此查询可以组合使用。</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Rename… (F2)</source>
        <translation>重命名…（F2）</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>The query line is empty: there is nothing to save now.</source>
        <translation>查询行为空：现在没有可保存的内容。</translation>
    </message>
    <message>
        <source>The query as it stands: %1</source>
        <translation>当前查询：%1</translation>
    </message>
    <message>
        <source>a name for it</source>
        <translation>查询名称</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Rename the query</source>
        <translation>重命名查询</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>名称：</translation>
    </message>
</context>
<context>
    <name>retclip::SearchBar</name>
    <message>
        <source>Photograph to describe</source>
        <translation>要描述的照片</translation>
    </message>
    <message>
        <source>An exam&apos;s number, e.g. 10023-1, or a photograph&apos;s file</source>
        <translation>检查编号，例如 10023-1，或照片文件</translation>
    </message>
    <message>
        <source>An exam&apos;s number, e.g. 10023-1: exams that look like it</source>
        <translation>检查编号，例如 10023-1：查找相似的检查</translation>
    </message>
    <message>
        <source>Text → exams</source>
        <translation>文本 → 检查</translation>
    </message>
    <message>
        <source>Image → reports</source>
        <translation>图像 → 报告</translation>
    </message>
    <message>
        <source>Exam → exams</source>
        <translation>检查 → 检查</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>层面</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>patient (both eyes)</source>
        <translation>患者（双眼）</translation>
    </message>
    <message>
        <source>left eye (OS)</source>
        <translation>左眼（OS）</translation>
    </message>
    <message>
        <source>right eye (OD)</source>
        <translation>右眼（OD）</translation>
    </message>
    <message>
        <source>all exams; or a query: split:test</source>
        <translation>所有检查；或查询：split:test</translation>
    </message>
    <message>
        <source>What to look for</source>
        <translation>要查找的内容</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Words of a report, e.g. optic disc pale. +term adds, -term takes away, +term^2 more</source>
        <translation>报告中的词，例如 视盘苍白。+词 加上，-词 减去，+词^2 加得更多</translation>
    </message>
</context>
<context>
    <name>retclip::SecondScreen</name>
    <message>
        <source>Photographs – RET-CLIP Workstation</source>
        <translation>照片 – RET-CLIP 工作站</translation>
    </message>
    <message>
        <source>Photographs of the chosen exam</source>
        <translation>所选检查的照片</translation>
    </message>
    <message>
        <source>Follows the exam that is chosen in Data or judged in Review. Labels and reports are not shown here.</source>
        <translation>跟随在“数据”中选择或在“复核”中判断的检查。此处不显示标签和报告。</translation>
    </message>
</context>
<context>
    <name>retclip::SelectionBar</name>
    <message>
        <source>Copy query</source>
        <translation>复制查询</translation>
    </message>
    <message>
        <source>Nothing selected: click a bar, a cell or a case</source>
        <translation>未选择：点击柱、单元格或病例</translation>
    </message>
    <message>
        <source>Open in Data</source>
        <translation>在“数据”中打开</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Add to dataset</source>
        <translation>加入数据集</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Selection before  (Alt+Left)</source>
        <translation>上一个选集（Alt+Left）</translation>
    </message>
    <message>
        <source>Selection after  (Alt+Right)</source>
        <translation>下一个选集（Alt+Right）</translation>
    </message>
    <message>
        <source>Where these exams come from</source>
        <translation>这些检查的来源</translation>
    </message>
    <message>
        <source>Pinned: these exams, even when others come to match</source>
        <translation>已固定：保持这些检查，即使之后有其他符合者</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>选集</translation>
    </message>
</context>
<context>
    <name>retclip::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Each applies at once.</source>
        <translation>更改立即生效。</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Search settings and keys</source>
        <translation>搜索设置和按键</translation>
    </message>
</context>
<context>
    <name>retclip::ShownEvaluation</name>
    <message>
        <source>not %1</source>
        <translation>非 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n true positives</source>
        <translation>
            <numerusform>%n 个真阳性</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n false negatives</source>
        <translation>
            <numerusform>%n 个假阴性</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n false positives</source>
        <translation>
            <numerusform>%n 个假阳性</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n true negatives</source>
        <translation>
            <numerusform>%n 个真阴性</numerusform>
        </translation>
    </message>
    <message>
        <source>, threshold %1</source>
        <translation>，阈值 %1</translation>
    </message>
    <message>
        <source>%1 of run %2 for %3%4, test split</source>
        <translation>运行 %2 对 %3 的%1%4，测试集</translation>
    </message>
    <message numerus="yes">
        <source>%n exams of run %1: %2 taken for %3, test split</source>
        <translation>
            <numerusform>运行 %1 中 %n 次检查：%2 被判为 %3，测试集</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::SimilarityMatrix</name>
    <message numerus="yes">
        <source>Similarities of %n report(s) with the photographs of the same patients</source>
        <translation>
            <numerusform>%n 份报告与同一批患者照片的相似度</numerusform>
        </translation>
    </message>
    <message>
        <source>Report of %1, photographs of %2: %3</source>
        <translation>%1 的报告与 %2 的照片：%3</translation>
    </message>
</context>
<context>
    <name>retclip::StudyOpener</name>
    <message>
        <source>Drawing the synthetic sample</source>
        <translation>正在绘制合成示例</translation>
    </message>
    <message>
        <source>Putting the study in order</source>
        <translation>正在修复研究</translation>
    </message>
</context>
<context>
    <name>retclip::StudyPacking</name>
    <message>
        <source>Keep the study in one file</source>
        <translation>把研究存为一个文件</translation>
    </message>
    <message>
        <source>Study packages (*.retclip)</source>
        <translation>研究包 (*.retclip)</translation>
    </message>
    <message>
        <source>Open a study package</source>
        <translation>打开研究包</translation>
    </message>
    <message>
        <source>Folder of the new study</source>
        <translation>新研究的文件夹</translation>
    </message>
    <message>
        <source>Studies (*.study)</source>
        <translation>研究 (*.study)</translation>
    </message>
    <message>
        <source>Packing the study</source>
        <translation>正在打包研究</translation>
    </message>
    <message>
        <source>Unpacking the study</source>
        <translation>正在解包研究</translation>
    </message>
</context>
<context>
    <name>retclip::StudyWorkspace</name>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>This study is empty.</source>
        <translation>此研究是空的。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) on which readers disagree</source>
        <translation>
            <numerusform>%n 次检查阅片者意见不一</numerusform>
        </translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Readers disagree</source>
        <translation>阅片者意见不一</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) have no label</source>
        <translation>
            <numerusform>%n 次检查没有标签</numerusform>
        </translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Exams without a label</source>
        <translation>没有标签的检查</translation>
    </message>
    <message>
        <source>Run %1 is done: %2</source>
        <translation>运行 %1 已完成：%2</translation>
    </message>
    <message>
        <source>See</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Run %1 is paused: %2</source>
        <translation>运行 %1 已暂停：%2</translation>
    </message>
    <message>
        <source>Run %1 failed: %2</source>
        <translation>运行 %1 失败：%2</translation>
    </message>
    <message>
        <source>Nothing has been trained on this study yet</source>
        <translation>此研究尚未训练过任何内容</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) show one eye only</source>
        <translation>
            <numerusform>%n 次检查只有一眼</numerusform>
        </translation>
    </message>
    <message>
        <source>Exams of one eye</source>
        <translation>单眼检查</translation>
    </message>
    <message>
        <source>No dataset is frozen yet</source>
        <translation>还没有冻结数据集</translation>
    </message>
    <message>
        <source>Freeze…</source>
        <translation>冻结…</translation>
    </message>
    <message>
        <source>%1  ·  SYNTHETIC</source>
        <translation>%1  ·  合成</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>占用磁盘 %1</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Nothing is waiting.</source>
        <translation>没有待办。</translation>
    </message>
    <message>
        <source>Nothing yet: labels, tags and verdicts will stand here.</source>
        <translation>还没有：标签、标记和结论会显示在这里。</translation>
    </message>
    <message>
        <source>DO NEXT</source>
        <translation>接下来</translation>
    </message>
    <message>
        <source>WHAT IS IN IT</source>
        <translation>其中有什么</translation>
    </message>
    <message>
        <source>LATEST</source>
        <translation>最近</translation>
    </message>
    <message numerus="yes">
        <source>%Ln patient(s)</source>
        <translation>
            <numerusform>%Ln 名患者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln exam(s)</source>
        <translation>
            <numerusform>%Ln 次检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photograph(s)</source>
        <translation>
            <numerusform>%Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln report(s)</source>
        <translation>
            <numerusform>%Ln 份报告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) may be swapped</source>
        <translation>
            <numerusform>%n 对照片可能左右颠倒</numerusform>
        </translation>
    </message>
    <message>
        <source>Eyes may be swapped</source>
        <translation>眼别可能颠倒</translation>
    </message>
    <message>
        <source>All history…</source>
        <translation>全部历史…</translation>
    </message>
    <message>
        <source>Who changed what, and back to a moment (Ctrl+H)</source>
        <translation>谁更改了什么，恢复到某一时刻（Ctrl+H）</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) may have writing burnt into a photograph</source>
        <translation>
            <numerusform>%n 次检查的照片中可能印有文字</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing may be burnt in</source>
        <translation>照片中可能印有文字</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) may still tell a person in their texts</source>
        <translation>
            <numerusform>%n 次检查的文字可能仍会泄露身份</numerusform>
        </translation>
    </message>
    <message>
        <source>Texts may tell a person</source>
        <translation>文字可能泄露身份</translation>
    </message>
    <message numerus="yes">
        <source>%Ln label(s)</source>
        <translation>
            <numerusform>%Ln 个标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more…</source>
        <translation>
            <numerusform>还有 %Ln 项…</numerusform>
        </translation>
    </message>
    <message>
        <source>All of them stand beside the exams in Data</source>
        <translation>全部内容见“数据”中检查旁的分面</translation>
    </message>
</context>
<context>
    <name>retclip::SubgroupsPage</name>
    <message>
        <source>%1 (few)</source>
        <translation>%1（过少）</translation>
    </message>
    <message>
        <source>%1 in each group, 95 % interval</source>
        <translation>各组的 %1，95 % 区间</translation>
    </message>
    <message numerus="yes">
        <source>%n groups were looked at: with so many, one in twenty looks different by chance.</source>
        <translation>
            <numerusform>共查看 %n 个组：组数如此之多，每二十个就有一个会偶然显得不同。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have too few cases to rank (under %1 cases, or under %2 with or without the class: an AUROC&apos;s interval is then some 0.3 wide) and are drawn hollow.</source>
        <translation>
            <numerusform>有 %n 个组病例过少，不宜排名（不足 %1 个病例，或者有或没有该类别的病例不足 %2 个：此时 AUROC 的区间宽约 0.3），以空心绘出。</numerusform>
        </translation>
    </message>
    <message>
        <source>Intervals: %1 bootstrap draws of patients. Press a row to see its cases.</source>
        <translation>区间：按患者自助法抽样 %1 次。点按一行查看其病例。</translation>
    </message>
    <message numerus="yes">
        <source>%n test exams of run %1, %2</source>
        <translation>
            <numerusform>运行 %1 的 %n 次测试集检查，%2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Review these %n</source>
        <translation>
            <numerusform>审核这 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>The groups are being worked out.</source>
        <translation>正在计算各组。</translation>
    </message>
    <message>
        <source>Review these</source>
        <translation>审核这些</translation>
    </message>
</context>
<context>
    <name>retclip::SweepDialog</name>
    <message>
        <source>Sweep or cross-validation</source>
        <translation>参数搜索或交叉验证</translation>
    </message>
    <message>
        <source>The run of the form becomes a group of runs. Values after commas are all tried; a range with two dots is drawn from, on a logarithmic scale with :log.</source>
        <translation>由表单中的运行生成一组运行。逗号分隔的值会全部尝试；用两个点表示的范围从中随机抽取，加 :log 则按对数尺度抽取。</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>组名</translation>
    </message>
    <message>
        <source>Add a setting</source>
        <translation>添加设置</translation>
    </message>
    <message>
        <source>Draws from ranges</source>
        <translation>从范围抽取的组数</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Patients are dealt to so many parts; each setting is trained once a part, tested on it, chosen on the next.</source>
        <translation>患者分为若干份；每组设置对每一份各训练一次，用该份测试，用下一份选择。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>折数</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>取值</translation>
    </message>
    <message>
        <source>Do not vary this setting</source>
        <translation>不改变此设置</translation>
    </message>
    <message>
        <source>now %1; e.g. 1e-4,1e-3 or 1e-5..1e-3:log</source>
        <translation>当前为 %1；例如 1e-4,1e-3 或 1e-5..1e-3:log</translation>
    </message>
    <message>
        <source>Queue the runs</source>
        <translation>将这些运行加入队列</translation>
    </message>
    <message numerus="yes">
        <source>Queue %n run(s)</source>
        <translation>
            <numerusform>将 %n 个运行加入队列</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 … %2</source>
        <translation>%1 … %2</translation>
    </message>
    <message>
        <source>Prepare the runs</source>
        <translation>准备运行</translation>
    </message>
    <message>
        <source>Queued %1 of %2</source>
        <translation>已加入队列 %1 / %2</translation>
    </message>
</context>
<context>
    <name>retclip::SweepTableDialog</name>
    <message>
        <source>mean recall, both directions</source>
        <translation>平均召回率，两个方向</translation>
    </message>
    <message>
        <source>Group of runs: %1</source>
        <translation>运行组：%1</translation>
    </message>
    <message>
        <source>Compare curves</source>
        <translation>比较曲线</translation>
    </message>
    <message>
        <source>Shows the curves of the chosen row&apos;s runs together; without a choice, of the best three</source>
        <translation>一并显示所选行各运行的曲线；未选择时显示最好的三行</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Compared by %1 on validation, best first: mean ± standard deviation over the folds. %2 of %3 runs are done.</source>
        <translation>按验证集上的%1比较，最好的在前：各折的均值 ± 标准差。%3 个运行中已完成 %2 个。</translation>
    </message>
</context>
<context>
    <name>retclip::TermsDialog</name>
    <message>
        <source>Terms of reports</source>
        <translation>报告术语</translation>
    </message>
    <message>
        <source>Reading the reports…</source>
        <translation>正在读取报告…</translation>
    </message>
    <message>
        <source>Find in Data</source>
        <translation>在“数据”中查找</translation>
    </message>
    <message>
        <source>In like contexts</source>
        <translation>语境相似</translation>
    </message>
    <message>
        <source>In like contexts as “%1”</source>
        <translation>与“%1”语境相似</translation>
    </message>
    <message>
        <source>In the same reports</source>
        <translation>同一报告中</translation>
    </message>
    <message>
        <source>In the same reports as “%1”</source>
        <translation>与“%1”出现在同一报告中</translation>
    </message>
    <message>
        <source>No exam here has a report.</source>
        <translation>此处没有检查附有报告。</translation>
    </message>
    <message>
        <source>Terms that hold …</source>
        <translation>包含以下内容的术语…</translation>
    </message>
    <message>
        <source>Only exams of the query</source>
        <translation>仅限查询到的检查</translation>
    </message>
    <message>
        <source>Only the reports of the exams that Data shows</source>
        <translation>仅限“数据”中所显示检查的报告</translation>
    </message>
    <message>
        <source>Short ones too</source>
        <translation>包括短词</translation>
    </message>
    <message>
        <source>Single Chinese characters, words of one or two letters</source>
        <translation>单个汉字、一两个字母的词</translation>
    </message>
    <message>
        <source>Found by counting, without a dictionary: what stands together often and between many different neighbours. Like contexts are candidates for synonyms, but opposites and degrees too. Enter finds the chosen terms; several at the right (Ctrl) are found with it, any of them.</source>
        <translation>通过计数找出，不用词典：经常连在一起、且前后相邻内容多样的字词。语境相似的可能是同义词，也可能是反义词或程度词。按 Enter 查找所选术语；右侧可用 Ctrl 多选，与该术语一并查找，符合任一即可。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>so many terms, so many reports</comment>
        <translation>%2中的%1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln term(s)</source>
        <translation>
            <numerusform>%Ln 个词语</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln report(s)</source>
        <translation>
            <numerusform>%Ln 份报告</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::TermsModel</name>
    <message>
        <source>Term</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>In both</source>
        <translation>两者均有</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Of 100</source>
        <translation>每百份</translation>
    </message>
    <message>
        <source>Likeness</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Association</source>
        <translation>关联度</translation>
    </message>
</context>
<context>
    <name>retclip::TokenizerDialog</name>
    <message>
        <source>Train a tokenizer from the reports</source>
        <translation>用报告训练分词器</translation>
    </message>
    <message>
        <source>unigram</source>
        <translation>unigram</translation>
    </message>
    <message>
        <source>byte pairs (BPE)</source>
        <translation>字节对（BPE）</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>SentencePiece learns its pieces from every report of the study. The published vocabulary (WordPiece) is chosen in the form instead.</source>
        <translation>SentencePiece 从研究的每份报告学习词元。发表的词表（WordPiece）请在表单中选择。</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表大小</translation>
    </message>
    <message>
        <source>Try a sentence of a report</source>
        <translation>用报告中的一句话试试</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Use this tokenizer</source>
        <translation>使用此分词器</translation>
    </message>
    <message>
        <source>Train a tokenizer</source>
        <translation>训练分词器</translation>
    </message>
    <message>
        <source>%1 pieces from %2 reports. They cover %3 % of the characters; a report has %4 tokens on average. The first %5 pieces:</source>
        <translation>%2 份报告得到 %1 个词元，覆盖 %3 % 的字符；每份报告平均 %4 个词元。前 %5 个词元：</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens: </source>
        <translation>
            <numerusform>%n 个词元： </numerusform>
        </translation>
    </message>
</context>
<context>
    <name>retclip::TrainWorkspace</name>
    <message>
        <source>New pretraining run</source>
        <translation>新建预训练运行</translation>
    </message>
    <message>
        <source>New fine-tuning run</source>
        <translation>新建微调运行</translation>
    </message>
    <message>
        <source>New linear probe</source>
        <translation>新建线性探测</translation>
    </message>
    <message>
        <source>Pause or resume the run</source>
        <translation>暂停或续训该运行</translation>
    </message>
    <message>
        <source>Star the run</source>
        <translation>给该运行加星标</translation>
    </message>
    <message>
        <source>Compare the run with others</source>
        <translation>与其他运行比较</translation>
    </message>
    <message>
        <source>Write a note on the run</source>
        <translation>为该运行写备注</translation>
    </message>
    <message>
        <source>No runs yet. Choose a preset on the left: a quick check takes two minutes and shows that everything works.</source>
        <translation>还没有运行。在左侧选择预设：快速检查只需两分钟，可确认一切可用。</translation>
    </message>
    <message>
        <source>Open a study to train on it.</source>
        <translation>打开研究以在其上训练。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Rename the run</source>
        <translation>重命名运行</translation>
    </message>
    <message>
        <source>Rename run</source>
        <translation>重命名运行</translation>
    </message>
    <message>
        <source>Name of run %1:</source>
        <translation>运行 %1 的名称：</translation>
    </message>
    <message>
        <source>Table of the run&apos;s group</source>
        <translation>运行所在组的表格</translation>
    </message>
    <message>
        <source>Save the run&apos;s report</source>
        <translation>保存运行报告</translation>
    </message>
    <message>
        <source>Page (*.html);;PDF (*.pdf);;Numbers (*.csv)</source>
        <translation>网页 (*.html);;PDF (*.pdf);;数值 (*.csv)</translation>
    </message>
    <message>
        <source>Report of run %1</source>
        <translation>运行 %1 的报告</translation>
    </message>
    <message>
        <source>Save a report of the run (page, PDF, numbers)…</source>
        <translation>保存运行报告（网页、PDF、数值）…</translation>
    </message>
    <message>
        <source>Go on at half the learning rate, after NaN</source>
        <translation>出现 NaN 后以一半学习率继续</translation>
    </message>
    <message>
        <source>Import a run that was trained elsewhere…</source>
        <translation>导入在别处训练的结果…</translation>
    </message>
    <message>
        <source>Folder of a run that was trained elsewhere</source>
        <translation>在别处训练的文件夹</translation>
    </message>
    <message>
        <source>Import a run</source>
        <translation>导入训练</translation>
    </message>
</context>
<context>
    <name>retclip::TwoRunsDialog</name>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>Two runs on the same question</source>
        <translation>两次运行对同一问题</translation>
    </message>
    <message>
        <source>Other run</source>
        <translation>另一次运行</translation>
    </message>
    <message>
        <source>Run %1 against</source>
        <translation>运行 %1 对比</translation>
    </message>
    <message>
        <source>What moved</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>An exam that two runs rank apart</source>
        <translation>两次运行名次不同的检查</translation>
    </message>
    <message>
        <source>There is no other run to compare with.</source>
        <translation>没有其他运行可供比较。</translation>
    </message>
    <message>
        <source>Hits of the first run</source>
        <translation>第一次运行的结果</translation>
    </message>
    <message>
        <source>Hits of the second run</source>
        <translation>第二次运行的结果</translation>
    </message>
    <message>
        <source>Both runs are being asked…</source>
        <translation>正在询问两次运行…</translation>
    </message>
    <message>
        <source>Ask runs %1 and %2</source>
        <translation>询问运行 %1 和 %2</translation>
    </message>
    <message>
        <source>Rank, run %1</source>
        <translation>名次，运行 %1</translation>
    </message>
    <message>
        <source>Of the first %1: %2 stand higher with run %5, %3 are new, %4 are lost.</source>
        <translation>前 %1 个中：运行 %5 有 %2 个名次更高，%3 个新增，%4 个丢失。</translation>
    </message>
</context>
<context>
    <name>retclip::VerdictPanel</name>
    <message>
        <source>NEW LABEL · %1 %2</source>
        <translation>新标签 · %1 %2</translation>
    </message>
    <message>
        <source>both eyes</source>
        <translation>双眼</translation>
    </message>
    <message>
        <source>none of these</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source> (undone)</source>
        <translation>（已撤销）</translation>
    </message>
    <message>
        <source>saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>VERDICT</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>[  OD</source>
        <translation>[  右眼</translation>
    </message>
    <message>
        <source>\  both</source>
        <translation>\  双眼</translation>
    </message>
    <message>
        <source>]  OS</source>
        <translation>]  左眼</translation>
    </message>
    <message>
        <source>The new label is for the right eye</source>
        <translation>新标签针对右眼</translation>
    </message>
    <message>
        <source>The new label is for both eyes</source>
        <translation>新标签针对双眼</translation>
    </message>
    <message>
        <source>The new label is for the left eye</source>
        <translation>新标签针对左眼</translation>
    </message>
    <message>
        <source>COMMENT</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>C to write, Ctrl+Enter to keep</source>
        <translation>按 C 书写，Ctrl+Enter 保存</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Accept and next (Enter)</source>
        <translation>接受并转到下一个（Enter）</translation>
    </message>
    <message>
        <source>Hide the model until I have judged</source>
        <translation>在我判断之前隐藏模型</translation>
    </message>
    <message>
        <source>HISTORY OF THIS EXAM</source>
        <translation>此检查的历史</translation>
    </message>
    <message>
        <source>History of this exam</source>
        <translation>此检查的历史</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>未给出原因</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why: a reason that can be counted</source>
        <translation>原因：便于统计</translation>
    </message>
</context>
<context>
    <name>retclip::VerifyModel</name>
    <message>
        <source>agrees</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较项</translation>
    </message>
    <message>
        <source>Largest difference</source>
        <translation>最大差异</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>retclip::VerifyPage</name>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>剩余 %n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>剩余 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Folder of references</source>
        <translation>参考数据文件夹</translation>
    </message>
    <message>
        <source>Verify this installation</source>
        <translation>验证本次安装</translation>
    </message>
    <message>
        <source>Compares what this installation computes, from texts and pixels to training steps, with reference numbers that another implementation computed. The report shows a reviewer what was compared.</source>
        <translation>将本次安装从文本、像素到训练步的计算结果，与另一实现算出的参考数值比较。报告向审阅者说明比较了哪些内容。</translation>
    </message>
    <message>
        <source>Set that ships with the program</source>
        <translation>程序自带的一套</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>文件夹：</translation>
    </message>
    <message>
        <source>holds tokenizer, model …</source>
        <translation>含 tokenizer、model ……</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Only differing</source>
        <translation>只显示不同项</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Comparisons</source>
        <translation>比较项</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message numerus="yes">
        <source>%n comparison(s) made, %1 differ.</source>
        <translation>
            <numerusform>已比较 %n 项，%1 项不同。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not verified yet.</source>
        <translation>尚未验证。</translation>
    </message>
    <message>
        <source>Verifying this installation</source>
        <translation>正在验证本次安装</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Report (*.html);;Text (*.txt);;Numbers (*.json)</source>
        <translation>报告 (*.html);;文本 (*.txt);;数值 (*.json)</translation>
    </message>
</context>
<context>
    <name>retclip::WelcomePage</name>
    <message>
        <source>Import, label, train, retrieve and review paired fundus photographs. Everything stays on this computer.</source>
        <translation>导入、标注、训练、检索和审核成对的眼底照片。一切都留在本机。</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>试用示例</translation>
    </message>
    <message>
        <source>200 SYNTHETIC patients with reports, drawn on this computer in about 20 seconds.</source>
        <translation>200 名合成患者及报告，约 20 秒在本机绘制。</translation>
    </message>
    <message>
        <source>Make and open</source>
        <translation>生成并打开</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>新建研究</translation>
    </message>
    <message>
        <source>From your photographs and tables. You can also drop files or a folder anywhere on this window.</source>
        <translation>来自您的照片和表格。也可以把文件或文件夹拖到窗口任意处。</translation>
    </message>
    <message>
        <source>New study…</source>
        <translation>新建研究…</translation>
    </message>
    <message>
        <source>Open a study</source>
        <translation>打开研究</translation>
    </message>
    <message>
        <source>A folder whose name ends in .study.</source>
        <translation>名称以 .study 结尾的文件夹。</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message numerus="yes">
        <source>This computer: %n processor core(s). Labelling, review, retrieval and linear probes run well; full-size pretraining is for a machine with a graphics card.</source>
        <translation>
            <numerusform>本机：%n 个处理器核心。标注、审核、检索和线性探测运行良好；完整规模的预训练适合有显卡的机器。</numerusform>
        </translation>
    </message>
    <message>
        <source>Guided tour on the sample, 90 seconds</source>
        <translation>样例导览，90 秒</translation>
    </message>
    <message>
        <source>Guide with worked examples</source>
        <translation>指南与示例</translation>
    </message>
    <message>
        <source>Open a study package…</source>
        <translation>打开研究包…</translation>
    </message>
</context>
<context>
    <name>retclip::WindowHeader</name>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>选集</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n 条未读消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Find  Ctrl+K</source>
        <translation>查找  Ctrl+K</translation>
    </message>
    <message>
        <source>Find a command, an exam or a run  (Ctrl+K)</source>
        <translation>查找命令、检查或运行（Ctrl+K）</translation>
    </message>
    <message>
        <source>English / 简体中文  (F9)</source>
        <translation>English / 简体中文（F9）</translation>
    </message>
    <message>
        <source>Light or dark  (F7)</source>
        <translation>浅色或深色（F7）</translation>
    </message>
    <message>
        <source>SYNTHETIC</source>
        <translation>合成</translation>
    </message>
    <message>
        <source>Drawn by the sample generator: no real patients.</source>
        <translation>由示例生成器绘制：没有真实患者。</translation>
    </message>
</context>
</TS>
