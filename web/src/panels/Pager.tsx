/** The pages of a list, where there is more than one. */
import { Pagination } from 'antd';

interface Props {
  page: number;
  size: number;
  total: number | undefined;
  onChange: (page: number) => void;
}

export function Pager({ page, size, total, onChange }: Props) {
  if (total === undefined || total <= size) return null;
  return (
    <Pagination
      size="small"
      simple
      showSizeChanger={false}
      current={page}
      pageSize={size}
      total={total}
      onChange={onChange}
    />
  );
}
