// 临岚晚报 第 3021 期
var data = [
  {catalog: '第01版：要闻', imgSrc: 'images/01.png', areaList: [
    {title: '堤上的\u706f', shareLink: 'share/1.html', points: [{x: 0, y: 0}, {x: 100, y: 0}, {x: 100, y: 60}, {x: 0, y: 60}],
     html: "<h4>记者 何来<\/h4><p>堤上的灯亮了。<\/p><p>散步的人多起来。<\/p>"},
    {title: "广告", shareLink: 'share/2.html', points: [], html: ''},  /* 不是稿件 */
  ]},
  {catalog: '第02版：副刊', imgSrc: 'images/02.png', areaList: [
    {title: '夏至前后', shareLink: 'share/3.html', html: '<p>夏至前后，麦子黄了。</p>', },
  ], },
];
